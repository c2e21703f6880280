package io.ostiary.standalone.coverage;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Tells {@link WireCalls} whose calls come now, and whose do not count. Found by JUnit itself. */
public final class CurrentTest implements BeforeAllCallback, BeforeEachCallback, TestWatcher {
    @Override
    public void beforeAll(ExtensionContext context) {
        WireCalls.begin(context.getRequiredTestClass());
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        WireCalls.begin(context.getRequiredTestClass());
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        WireCalls.failed(context.getRequiredTestClass());
    }
}
