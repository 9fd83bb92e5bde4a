package io.jenkins.plugins.bluegreen.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Does something before or after each call of one method of a port; what it throws is what the caller gets. */
public final class Detour {
    private Detour() {}

    public static <T> T before(Class<T> port, T real, String method, Runnable then) {
        return around(port, real, method, then, () -> {});
    }

    public static <T> T after(Class<T> port, T real, String method, Runnable then) {
        return around(port, real, method, () -> {}, then);
    }

    private static <T> T around(Class<T> port, T real, String method, Runnable first, Runnable last) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, called, args) -> {
            if (called.getName().equals(method)) {
                first.run();
            }
            try {
                Object result = called.invoke(real, args);
                if (called.getName().equals(method)) {
                    last.run();
                }
                return result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }
}
