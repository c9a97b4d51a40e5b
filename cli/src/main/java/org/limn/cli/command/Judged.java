package org.limn.cli.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.limn.attribution.settings.Settings;
import org.limn.evaluation.Bootstrap;
import org.limn.evaluation.Curve;
import org.limn.evaluation.Metric;
import org.limn.evaluation.Score;
import org.limn.evaluation.ScoreKind;

/** What one score of a metric was on the photos, for one method. */
final class Judged {
    private final Metric metric;
    private final ScoreKind kind;
    private final String method;
    private final List<Score> scores = new ArrayList<>();
    private final Map<String, Integer> skipped = new LinkedHashMap<>();

    Judged(Metric metric, ScoreKind kind, String method) {
        this.metric = metric;
        this.kind = kind;
        this.method = method;
    }

    /**
     * The line of the table, also as JSON.
     *
     * @param value the mean or median of the photos; NaN if all were skipped
     * @param low of the bootstrap's 95 % interval; NaN, as high, of fewer than two photos
     * @param n how many photos have the score
     * @param skipped how many do not, by reason
     * @param provenance what the figures depend on besides the settings; empty if nothing
     */
    record Row(
            String metric,
            String score,
            String method,
            String unit,
            boolean higherIsBetter,
            String statistic,
            double value,
            double low,
            double high,
            int n,
            Map<String, Integer> skipped,
            String provenance) {
        int skips() {
            return skipped.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    void add(Score score) {
        scores.add(score);
    }

    void skip(String reason) {
        skipped.merge(reason, 1, Integer::sum);
    }

    Metric metric() {
        return metric;
    }

    ScoreKind kind() {
        return kind;
    }

    String method() {
        return method;
    }

    Row row(Statistic statistic) {
        double[] values = scores.stream().mapToDouble(Score::value).toArray();
        Bootstrap interval = Bootstrap.of(values, statistic::of, 0);
        return new Row(
                Settings.print(metric),
                kind.name(),
                method,
                kind.unit(),
                kind.higherIsBetter(),
                Settings.name(statistic),
                values.length == 0 ? Double.NaN : statistic.of(values),
                interval.low(),
                interval.high(),
                values.length,
                skipped,
                metric.provenance().orElse(""));
    }

    Optional<Curve> curve() {
        return metric.joined(
                kind.name(), scores.stream().flatMap(s -> s.curve().stream()).toList());
    }
}
