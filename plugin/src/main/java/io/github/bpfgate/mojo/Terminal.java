package io.github.bpfgate.mojo;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;

/** Whether somebody watches this process on a screen. */
final class Terminal {

    private Terminal() {
    }

    /** A console alone is no answer: Java 22 to 24 have one for redirected streams too, and tell it apart when asked. */
    static boolean isWatched() {
        Console console = System.console();
        return console != null && isTerminal(console);
    }

    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            // Java 21 or older.
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("Console.isTerminal is public and throws nothing", e);
        }
    }
}
