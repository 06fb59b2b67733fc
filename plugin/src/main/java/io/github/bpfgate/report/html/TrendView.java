package io.github.bpfgate.report.html;

import io.github.bpfgate.history.Trend;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A trend over the commits.
 *
 * @param key    of its data
 * @param title  metric and environment
 * @param unit   of the values
 * @param rows   the oldest first
 * @param data   for the chart
 * @param label  the chart in words
 */
public record TrendView(String key, String title, String unit, List<Row> rows, Data data, String label) {

    private static final int SHORT_COMMIT = 10;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);

    /** One run; {@code changed} where the level is another from here on. */
    public record Row(String date, String commit, String value, VerdictView verdict, boolean changed) {
    }

    /** What the chart draws: a value by commit, and the places where the level changed. */
    public record Data(List<String> names, List<Double> values, List<Integer> changes) {
    }

    static List<TrendView> of(String id, List<Trend> trends) {
        return IntStream.range(0, trends.size()).mapToObj(i -> of(id + "-trend-" + (i + 1), trends.get(i))).toList();
    }

    private static TrendView of(String key, Trend trend) {
        List<Row> rows = trend.points().stream().map(point -> row(trend, point)).toList();
        List<Integer> changes = IntStream.range(0, rows.size()).filter(i -> rows.get(i).changed()).boxed().toList();
        String title = trend.metric() + " by commit, " + Shown.text(trend.environment());
        return new TrendView(key, title, trend.metric().unit(), rows,
                new Data(rows.stream().map(row -> row.date() + " " + row.commit()).toList(),
                        trend.points().stream().map(Trend.Point::value).toList(), changes),
                title + ": " + rows.size() + " runs, " + (changes.isEmpty() ? "no change of level" : changes.size()
                        + (changes.size() == 1 ? " change" : " changes") + " of level at "
                        + String.join(", ", changes.stream().map(i -> rows.get(i).commit()).toList())) + ".");
    }

    private static Row row(Trend trend, Trend.Point point) {
        String commit = point.commit().length() > SHORT_COMMIT ? point.commit().substring(0, SHORT_COMMIT)
                : point.commit();
        return new Row(DAY.format(point.date()), Shown.text(commit), Shown.figure(trend.metric(), point.value()),
                VerdictView.of(point.verdict(), null), point.changed());
    }
}
