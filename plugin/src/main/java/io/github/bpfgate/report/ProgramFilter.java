package io.github.bpfgate.report;

import io.github.bpfgate.gate.BenchmarkResult;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which programs of a comparison are shown, in veristat's manner: terms separated by commas.
 *
 * <p>{@code instructions_diff>1%} keeps the programs for which that holds, and all such terms have to. {@code xdp_*} keeps
 * those whose program or object has such a name, {@code lb.bpf.o/xdp_*} asks for both; of several such terms one has to
 * match, and what a term with {@code !} before it names is left out.
 */
public final class ProgramFilter {

    private static final List<String> OPERATORS = List.of("==", "!=", "<>", "<=", ">=", "=", "<", ">");

    private final List<Predicate<BenchmarkResult>> comparisons = new ArrayList<>();
    private final List<Predicate<BenchmarkResult>> allowed = new ArrayList<>();
    private final List<Predicate<BenchmarkResult>> denied = new ArrayList<>();

    private ProgramFilter() {
    }

    /**
     * Reads a filter.
     *
     * @param text its terms; blank to keep all
     * @throws SelectionException if a term cannot be understood
     */
    public static ProgramFilter of(String text) throws SelectionException {
        ProgramFilter filter = new ProgramFilter();
        for (String term : text.split(",")) {
            if (!term.isBlank()) {
                filter.add(term.strip());
            }
        }
        return filter;
    }

    private void add(String term) throws SelectionException {
        for (int i = 1; i < term.length(); i++) {
            for (String operator : OPERATORS) {
                if (term.startsWith(operator, i)) {
                    comparisons.add(comparison(term, term.substring(0, i), operator,
                            term.substring(i + operator.length()).strip()));
                    return;
                }
            }
        }
        if (term.startsWith("!")) {
            denied.add(named(term, term.substring(1).strip()));
        } else {
            allowed.add(named(term, term));
        }
    }

    private static Predicate<BenchmarkResult> comparison(String term, String figure, String operator, String value)
            throws SelectionException {
        boolean percent = value.endsWith("%");
        MetricVariant variant = MetricVariant.of(figure);
        if (percent && variant.kind() != MetricVariant.Kind.CHANGE && variant.kind() != MetricVariant.Kind.PERCENT) {
            throw SelectionException.percentOfValue(term);
        }
        MetricVariant compared = percent ? variant.inPercent() : variant;
        double bound = number(percent ? value.substring(0, value.length() - 1) : value, term);
        return result -> {
            OptionalDouble found = compared.of(result);
            return found.isPresent() && holds(Double.compare(found.getAsDouble(), bound), operator);
        };
    }

    private static boolean holds(int order, String operator) {
        return switch (operator) {
            case "==", "=" -> order == 0;
            case "!=", "<>" -> order != 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    private static double number(String text, String term) throws SelectionException {
        try {
            return new BigDecimal(text.strip()).doubleValue();
        } catch (NumberFormatException e) {
            throw SelectionException.noNumber(text, term);
        }
    }

    private static Predicate<BenchmarkResult> named(String term, String glob) throws SelectionException {
        if (glob.isEmpty() || OPERATORS.stream().anyMatch(glob::startsWith)) {
            throw SelectionException.noName(term);
        }
        int slash = glob.lastIndexOf('/');
        if (slash < 0) {
            Pattern either = pattern(glob);
            return result -> Stream.of(result.name(), result.program(), result.object())
                    .anyMatch(name -> either.matcher(name).matches());
        }
        Pattern object = pattern(slash == 0 ? "*" : glob.substring(0, slash));
        Pattern program = pattern(slash == glob.length() - 1 ? "*" : glob.substring(slash + 1));
        return result -> object.matcher(result.object()).matches() && program.matcher(result.program()).matches();
    }

    private static Pattern pattern(String glob) {
        return Pattern.compile(Stream.of(glob.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }

    /** Whether it is shown. */
    public boolean keeps(BenchmarkResult result) {
        return comparisons.stream().allMatch(holds -> holds.test(result))
                && (allowed.isEmpty() || allowed.stream().anyMatch(named -> named.test(result)))
                && denied.stream().noneMatch(named -> named.test(result));
    }
}
