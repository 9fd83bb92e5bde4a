package io.jenkins.plugins.bluegreen.local.traffic;

import org.xnio.StreamConnection;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.ReadReadyHandler;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Saves two system calls per request. The server switches reads off while a request is served and on again after it; here that
 * is only noted, and done when the client really sends something in between.
 */
final class LazyReads extends AbstractStreamSourceConduit<StreamSourceConduit> {

    private boolean wanted;

    private LazyReads(StreamConnection connection) {
        super(connection.getSourceChannel().getConduit());
        ReadReadyHandler listener = new ReadReadyHandler.ChannelListenerHandler<>(connection.getSourceChannel());
        next.setReadReadyHandler(new ReadReadyHandler() {
            @Override
            public void readReady() {
                if (wanted) {
                    listener.readReady();
                } else {
                    next.suspendReads();
                }
            }

            @Override
            public void forceTermination() {
                listener.forceTermination();
            }

            @Override
            public void terminated() {
                listener.terminated();
            }
        });
    }

    /** Makes the reads of a connection lazy, before anybody else uses it. */
    static void on(StreamConnection connection) {
        connection.getSourceChannel().setConduit(new LazyReads(connection));
    }

    @Override
    public void suspendReads() {
        wanted = false;
    }

    @Override
    public void resumeReads() {
        wanted = true;
        if (!next.isReadResumed()) {
            next.resumeReads();
        }
    }

    @Override
    public void wakeupReads() {
        wanted = true;
        next.wakeupReads();
    }

    @Override
    public boolean isReadResumed() {
        return wanted;
    }
}
