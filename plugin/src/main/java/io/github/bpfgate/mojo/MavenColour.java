package io.github.bpfgate.mojo;

import java.util.List;
import org.apache.maven.execution.MavenSession;

/**
 * Whether Maven colours its own lines: by {@code -Dstyle.color} and {@code --color}, {@code -B}, {@code -l}, and the
 * terminal there is. Maven itself is asked, for each version weighs them in its own way.
 */
final class MavenColour {

    /** Of Maven 4 and of Maven 3. Neither is among what a plugin's class realm sees of the core. */
    private static final List<String> DECIDERS = List.of("org.apache.maven.jline.MessageUtils",
            "org.apache.maven.shared.utils.logging.MessageUtils");

    private MavenColour() {
    }

    static boolean isOn() {
        return DECIDERS.stream().anyMatch(MavenColour::isOnBy);
    }

    private static boolean isOnBy(String decider) {
        try {
            return (boolean) Class.forName(decider, true, MavenSession.class.getClassLoader())
                    .getMethod("isColorEnabled").invoke(null);
        } catch (ReflectiveOperationException e) {
            // Another version of Maven has it: what cannot be asked has no colour.
            return false;
        }
    }
}
