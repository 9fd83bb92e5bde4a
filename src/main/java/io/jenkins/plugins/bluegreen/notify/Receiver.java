package io.jenkins.plugins.bluegreen.notify;

/** Where news go. May block for as long as its time-outs allow. */
interface Receiver {
    /** For people and logs; never an address that is a secret. */
    String name();

    void deliver(News news) throws Sender.NotDelivered, InterruptedException;
}
