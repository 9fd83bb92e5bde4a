package io.jenkins.plugins.bluegreen.local.traffic;

import java.net.InetAddress;
import java.util.List;

/** What the conditions of rules look at. */
interface RequestHead {

    /** All values of a header, by its name in any case. */
    List<String> header(String name);

    /** The Host header without its port, empty when there is none. */
    String host();

    /** The path as sent, without the query. */
    String path();

    /** The query as sent, without the question mark; may be empty. */
    String query();

    String method();

    /** The other end of the connection. */
    InetAddress source();
}
