package io.github.bpfgate;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the table of packages in the design, and the sizes that keep classes small. */
class ArchitectureTest {

    private static final String ROOT = "io.github.bpfgate.";
    private static final Path SOURCES = Path.of("src/main/java/io/github/bpfgate");
    private static final int LONGEST_MOJO = 150;
    private static final int LONGEST_CLASS = 400;

    /** What each package may use of ours, besides itself; {@code benchmark} stands for its classes without inputs. */
    private static final Map<String, List<String>> MAY_USE = Map.ofEntries(
            Map.entry("clang", List.of()),
            Map.entry("git", List.of()),
            Map.entry("libbpf", List.of()),
            Map.entry("instrument", List.of()),
            Map.entry("stats", List.of()),
            Map.entry("baseline", List.of()),
            Map.entry("benchmark.input", List.of()),
            Map.entry("benchmark.attach", List.of("libbpf")),
            Map.entry("benchmark", List.of("benchmark.input", "benchmark.attach", "libbpf", "instrument", "stats")),
            Map.entry("worker", List.of("benchmark", "benchmark.input", "libbpf", "stats")),
            Map.entry("gate", List.of("stats", "baseline")),
            Map.entry("history", List.of("stats", "baseline", "gate")),
            Map.entry("report.html.template", List.of("report.html")),
            Map.entry("report.html", List.of("stats", "baseline", "gate", "history")),
            // The environment that results hold is the baseline's word for it.
            Map.entry("report", List.of("gate", "baseline", "history", "report.html")),
            Map.entry("pipeline", List.of("clang", "git", "libbpf", "instrument", "stats", "baseline", "benchmark",
                    "benchmark.input", "worker", "gate", "history", "report", "report.html")),
            Map.entry("mojo", List.of("clang", "git", "libbpf", "instrument", "stats", "baseline", "benchmark",
                    "benchmark.input", "worker", "gate", "history", "report", "report.html", "pipeline")));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.github.bpfgate");

    static Stream<String> packages() {
        return MAY_USE.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void a_package_uses_only_those_below_it(String name) {
        List<String> allowed = Stream.concat(Stream.of(name), MAY_USE.get(name).stream()).map(p -> ROOT + p).toList();

        noClasses().that().resideInAPackage(ROOT + name)
                .should().dependOnClassesThat(resideInAnyPackage(ROOT.substring(0, ROOT.length() - 1) + "..")
                        .and(resideOutsideOfPackages(allowed.toArray(String[]::new))))
                .allowEmptyShould(true).check(CLASSES);
    }

    @Test
    void every_package_is_one_that_the_design_knows() {
        Set<String> found = CLASSES.stream().map(JavaClass::getPackageName).filter(p -> p.startsWith(ROOT))
                // HelpMojo is generated where the plugin's coordinates say.
                .map(p -> p.substring(ROOT.length())).filter(Predicate.not("bpfgate_maven_plugin"::equals))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(MAY_USE.keySet()).containsAll(found);
        assertThat(found).contains("gate", "mojo", "libbpf", "benchmark.input");
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching("io.github.bpfgate.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void only_mojos_know_maven() {
        noClasses().that(resideInAPackage("io.github.bpfgate..").and(resideOutsideOfPackages(ROOT + "mojo",
                        ROOT + "bpfgate_maven_plugin")))
                .should().dependOnClassesThat().resideInAnyPackage("org.apache.maven..", "org.eclipse.aether..")
                .check(CLASSES);
    }

    @Test
    void only_the_binding_knows_jnr() {
        noClasses().that().resideOutsideOfPackage(ROOT + "libbpf")
                .should().dependOnClassesThat().resideInAnyPackage("jnr..", "com.kenai.jffi..").check(CLASSES);
    }

    @Test
    void only_one_package_knows_jgit() {
        noClasses().that().resideOutsideOfPackage(ROOT + "git")
                .should().dependOnClassesThat().resideInAnyPackage("org.eclipse.jgit..").check(CLASSES);
    }

    @Test
    void nothing_logs_past_maven() {
        noClasses().should().dependOnClassesThat().resideInAnyPackage("java.util.logging..", "org.slf4j..")
                .check(CLASSES);
    }

    @Test
    void nothing_is_injected_into_fields() {
        for (String annotation : List.of("javax.inject.Inject", "jakarta.inject.Inject",
                "org.apache.maven.plugins.annotations.Component",
                "org.codehaus.plexus.component.annotations.Requirement")) {
            noFields().should().beAnnotatedWith(annotation).check(CLASSES);
        }
    }

    @Test
    void no_class_is_called_utils_or_manager() {
        classes().should().haveSimpleNameNotEndingWith("Utils").andShould().haveSimpleNameNotEndingWith("Util")
                .andShould().haveSimpleNameNotEndingWith("Manager").andShould().haveSimpleNameNotEndingWith("Helper")
                .check(CLASSES);
    }

    @Test
    void statics_are_constants() {
        noFields().that().areStatic().and().areNotFinal().should().beDeclaredInClassesThat()
                .resideInAPackage("io.github.bpfgate..").allowEmptyShould(true).check(CLASSES);
    }

    @Test
    void mojos_are_thin() throws IOException {
        assertThat(lines("Mojo.java")).hasSizeGreaterThan(6)
                .allSatisfy((file, lines) -> assertThat(lines).as(file).isLessThan(LONGEST_MOJO));
    }

    @Test
    void classes_are_small() throws IOException {
        assertThat(lines(".java")).hasSizeGreaterThan(100)
                .allSatisfy((file, lines) -> assertThat(lines).as(file).isLessThan(LONGEST_CLASS));
    }

    private static Map<String, Integer> lines(String suffix) throws IOException {
        Map<String, Integer> lines = new TreeMap<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(f -> f.toString().endsWith(suffix)).toList()) {
                lines.put(file.toString(), Files.readAllLines(file).size());
            }
        }
        return lines;
    }
}
