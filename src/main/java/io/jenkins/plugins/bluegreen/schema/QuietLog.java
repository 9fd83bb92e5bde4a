package io.jenkins.plugins.bluegreen.schema;

import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;

/** Flyway's log, kept down: what matters is in our reports and messages, the rest is for who turns on debugging. */
public final class QuietLog implements LogCreator, Log {
    private static final System.Logger LOG = System.getLogger(QuietLog.class.getName());

    /** Called by Flyway. */
    public QuietLog() {
        // Flyway creates it by name
    }

    @Override
    public Log createLogger(Class<?> owner) {
        return this;
    }

    @Override
    public boolean isDebugEnabled() {
        return false;
    }

    @Override
    public void debug(String message) {
        LOG.log(System.Logger.Level.TRACE, message);
    }

    @Override
    public void info(String message) {
        LOG.log(System.Logger.Level.DEBUG, message);
    }

    @Override
    public void warn(String message) {
        LOG.log(System.Logger.Level.DEBUG, message);
    }

    @Override
    public void error(String message) {
        LOG.log(System.Logger.Level.DEBUG, message);
    }

    @Override
    public void error(String message, Exception cause) {
        LOG.log(System.Logger.Level.DEBUG, message, cause);
    }

    @Override
    public void notice(String message) {
        LOG.log(System.Logger.Level.DEBUG, message);
    }
}
