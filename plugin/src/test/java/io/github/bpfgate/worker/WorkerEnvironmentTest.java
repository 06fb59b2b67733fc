package io.github.bpfgate.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WorkerEnvironmentTest {

    private static Map<String, String> cleaned(String... namesAndValues) {
        Map<String, String> environment = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            environment.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        WorkerEnvironment.clean(environment);
        return environment;
    }

    @Test
    void takes_out_what_steers_a_jvm_or_the_dynamic_linker() {
        assertThat(cleaned("JAVA_TOOL_OPTIONS", "-javaagent:a.jar", "_JAVA_OPTIONS", "-Xint", "JDK_JAVA_OPTIONS", "-Xint",
                "CLASSPATH", ".", "LD_PRELOAD", "a.so", "LD_LIBRARY_PATH", ".", "LD_AUDIT", "a.so", "GLIBC_TUNABLES", "a",
                "GCONV_PATH", ".", "LOCPATH", ".", "PATH", "/bin", "HOME", "/root"))
                .containsOnly(Map.entry("PATH", "/bin"), Map.entry("HOME", "/root"), Map.entry("LC_MESSAGES", "C"));
    }

    @Test
    void lets_launchers_speak_english_and_keeps_the_encoding() {
        assertThat(cleaned("LC_ALL", "de_DE.UTF-8", "LANGUAGE", "de", "LANG", "de_DE.UTF-8", "LC_CTYPE", "C"))
                .containsOnly(Map.entry("LC_CTYPE", "de_DE.UTF-8"), Map.entry("LANG", "de_DE.UTF-8"),
                        Map.entry("LC_MESSAGES", "C"));
    }
}
