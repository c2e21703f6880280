package io.ostiary.standalone.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that is logged until it is closed, at levels that nobody would run with. */
final class CapturedLog implements AutoCloseable {
    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    private final ch.qos.logback.classic.Logger ours = context.getLogger("io.ostiary");
    private final Level before = root.getLevel();
    private final StringBuffer text = new StringBuffer();
    private final AppenderBase<ILoggingEvent> appender =
            new AppenderBase<>() {
                @Override
                protected void append(ILoggingEvent event) {
                    text.append(event.getLoggerName()).append(' ');
                    text.append(event.getFormattedMessage()).append('\n');
                    if (event.getThrowableProxy() != null) {
                        text.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
                    }
                }
            };

    CapturedLog() {
        appender.setContext(context);
        appender.start();
        root.addAppender(appender);
        // What others log at INFO is their settings; what we would log at TRACE, anything.
        root.setLevel(Level.INFO);
        ours.setLevel(Level.TRACE);
        root.iteratorForAppenders()
                .forEachRemaining(
                        each -> {
                            if (each != appender) {
                                each.stop();
                            }
                        });
    }

    byte[] content() {
        return text.toString().getBytes(UTF_8);
    }

    @Override
    public void close() {
        root.detachAppender(appender);
        root.setLevel(before);
        ours.setLevel(null);
        root.iteratorForAppenders().forEachRemaining(each -> each.start());
    }
}
