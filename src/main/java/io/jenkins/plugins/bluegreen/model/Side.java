package io.jenkins.plugins.bluegreen.model;

import java.util.Objects;

/**
 * A target group with its Auto Scaling group. Both are permanent and owned by Terraform.
 *
 * @param colour which of the two sides this is
 * @param targetGroup ARN of the target group
 * @param group name of the Auto Scaling group
 */
public record Side(Colour colour, String targetGroup, String group) {
    public Side {
        Objects.requireNonNull(colour, "colour");
        targetGroup = Text.required("target group of side " + colour.word(), targetGroup);
        group = Text.required("Auto Scaling group of side " + colour.word(), group);
    }
}
