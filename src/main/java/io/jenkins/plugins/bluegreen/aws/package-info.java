/**
 * The ports over AWS (SDK for Java 2). {@link AwsWorlds} is the door, {@link Connections} holds the clients behind it; an {@link AwsAccount} says whose
 * credentials are used and how AWS is reached. No type of the SDK leaves this package. Every call goes through {@code Calls}, which keeps it inside the API budget of the
 * account and region, counts each attempt and turns failures into {@link io.jenkins.plugins.bluegreen.port.WorldException}s.
 */
package io.jenkins.plugins.bluegreen.aws;
