package org.limn.cli.command;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.limn.attribution.CachingModel;
import org.limn.attribution.Explainer;
import org.limn.attribution.Explanation;
import org.limn.attribution.ExplanationException;
import org.limn.attribution.Model;
import org.limn.attribution.ScoringModel;
import org.limn.attribution.settings.Settings;
import org.limn.attribution.settings.SettingsException;
import org.limn.cli.option.DeviceOptions;
import org.limn.cli.option.Failures;
import org.limn.cli.option.MethodOptions;
import org.limn.cli.option.ModelOptions;
import org.limn.cli.option.Output;
import org.limn.cli.option.OutputFolder;
import org.limn.cli.option.Photos;
import org.limn.cli.option.Progress;
import org.limn.cli.option.TargetOptions;
import org.limn.cli.option.UsageException;
import org.limn.cli.report.CurvePlot;
import org.limn.evaluation.Curve;
import org.limn.evaluation.MapMetric;
import org.limn.evaluation.MethodMetric;
import org.limn.evaluation.Metric;
import org.limn.evaluation.ModelMetric;
import org.limn.evaluation.Outcome;
import org.limn.evaluation.ScoreKind;
import org.limn.evaluation.Scores;
import org.limn.evaluation.Skipped;
import org.limn.evaluation.Subject;
import org.limn.evaluation.TruthMetric;
import org.limn.evaluation.truth.Truths;
import org.limn.loader.image.ImageException;
import org.limn.loader.image.Pictures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code limn evaluate}: how good the explanations of several methods are, by several metrics, over a folder of photos. */
@Command(
        name = "evaluate",
        description = {
            "Judge methods by metrics over photos.",
            "Prints a line per score and method: mean or median, 95 %% interval (bootstrap, percentiles), how many photos had no score and why; draws the"
                    + " curves (.svg)."
        })
public final class EvaluateCommand implements Callable<Integer> {
    private static final List<String> METHODS = List.of("integrated-gradients");

    @Mixin
    private Output output;

    @Mixin
    private ModelOptions model;

    @Mixin
    private Photos photos;

    @Mixin
    private TargetOptions target;

    @Mixin
    private MethodOptions methods;

    @Option(
            names = "--metric",
            paramLabel = "METRIC",
            required = true,
            description = "How to judge, with settings, as in pic:style=notebook; may be given several times.")
    private List<String> metrics;

    @Option(
            names = "--truth",
            paramLabel = "DIR",
            description =
                    "Where the objects are: photo.xml of PASCAL or ImageNet, COCO's *.json, *.csv of boxes, or masks"
                            + " photo.png; docs/evaluation.md has the details.")
    private @Nullable Path truthFolder;

    @Option(
            names = "--statistic",
            paramLabel = "HOW",
            defaultValue = "mean",
            description = "What is told of all photos: mean (the default) or median.")
    private String statistic;

    @Option(names = "--csv", description = "Print the result as CSV.")
    private boolean csv;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            defaultValue = "limn-out",
            description = "Where the drawn curves go: ${DEFAULT-VALUE} unless said.")
    private Path folder;

    @Mixin
    private DeviceOptions device;

    @Override
    public Integer call() throws IOException {
        methods.explainers(METHODS); // what is wrong with them shall show before anything is loaded
        List<Metric> judges =
                metrics.stream().map(m -> Settings.parse(Metric.class, m)).toList();
        Statistic told = told();
        List<Path> files = photos.files();
        List<Judged> table = new ArrayList<>();
        int code = 0;
        try (OpenModel opened = OpenModel.open(model, device, target, output)) {
            List<Explainer> explainers =
                    methods.explainers(METHODS, opened.loaded().layer());
            Truths truths = truthFolder == null
                    ? null
                    : Truths.open(truthFolder, opened.loaded().labels());
            for (Metric metric : judges) {
                for (ScoreKind kind : metric.scores()) {
                    explainers.forEach(e -> table.add(new Judged(metric, kind, Settings.print(e))));
                }
            }
            try (Progress progress =
                    output.progress("evaluate", (long) files.size() * explainers.size() * judges.size())) {
                for (Path file : files) {
                    try {
                        judge(opened, truths, file, explainers, judges, table, progress);
                    } catch (ImageException e) {
                        output.error(String.valueOf(e.getMessage()));
                        code = Failures.FAILED;
                    }
                }
            }
        }
        List<Judged.Row> rows = table.stream().map(j -> j.row(told)).toList();
        print(rows);
        draw(table);
        return code;
    }

    private Statistic told() {
        try {
            return Settings.parse(Statistic.class, statistic);
        } catch (SettingsException e) {
            throw new UsageException("--statistic: " + e.getMessage());
        }
    }

    private void judge(
            OpenModel opened,
            @Nullable Truths truths,
            Path file,
            List<Explainer> explainers,
            List<Metric> judges,
            List<Judged> table,
            Progress progress)
            throws IOException {
        OpenModel.SeenPhoto seen = opened.look(file);
        int wanted = target.target(
                opened.loaded().labels(), seen.top(), opened.network().classes().orElseThrow());
        Truths.Found truth = truth(opened, truths, file, wanted);
        Subject subject = new Subject(seen.image(), wanted, truth.truth());
        CachingModel asked = new CachingModel(opened.network());
        for (Explainer method : explainers) {
            String name = Settings.print(method);
            Explanation explanation = null;
            String refused = "";
            try {
                explanation = asked.explain(method, subject.image(), wanted);
            } catch (ExplanationException e) {
                refused = String.valueOf(e.getMessage());
            }
            for (Metric metric : judges) {
                Outcome outcome = explanation == null
                        ? new Skipped(refused)
                        : metric instanceof TruthMetric && truth.truth().isEmpty()
                                ? new Skipped(truth.missing())
                                : score(metric, asked, subject, method, explanation);
                for (Judged row : table) {
                    if (row.metric() == metric && row.method().equals(name)) {
                        enter(outcome, row);
                    }
                }
                progress.step();
            }
        }
    }

    private static Outcome score(
            Metric metric, ScoringModel model, Subject subject, Explainer method, Explanation explanation) {
        if (metric instanceof MapMetric m) {
            return m.score(explanation);
        } else if (metric instanceof TruthMetric m) {
            return m.score(explanation, subject.truth().orElseThrow());
        } else if (metric instanceof ModelMetric m) {
            return m.score(model, subject, explanation);
        } else if (metric instanceof MethodMetric m) {
            return m.score(Model.of(model, metric.name()), subject, method, explanation);
        }
        throw new IllegalStateException("a metric is of one of four families, not " + metric.getClass());
    }

    private static void enter(Outcome outcome, Judged row) {
        String name = row.kind().name();
        if (outcome instanceof Skipped skipped) {
            row.skip(skipped.reason());
        } else if (outcome instanceof Scores scores && scores.byName().containsKey(name)) {
            row.add(scores.byName().get(name));
        } else if (outcome instanceof Scores scores) {
            row.skip(scores.skipped().getOrDefault(name, "the metric gives no " + name + " here"));
        }
    }

    /** Where the objects of the class are in a photo, through the photo's own crop and resize. */
    private static Truths.Found truth(OpenModel opened, @Nullable Truths truths, Path photo, int wanted)
            throws IOException {
        if (truths == null) {
            return new Truths.Found(Optional.empty(), "the metric needs to know where the object is: --truth");
        }
        return truths.of(
                photo,
                Pictures.read(photo),
                wanted,
                opened.loaded().preprocessing(),
                opened.loaded().network().image().dim(1),
                opened.loaded().network().image().dim(2));
    }

    private void print(List<Judged.Row> rows) throws IOException {
        if (csv && !output.json) {
            StringWriter text = new StringWriter();
            try (CsvWriter writer = CsvWriter.builder().build(text)) {
                writer.writeRecord(
                        "metric", "score", "method", "statistic", "value", "low", "high", "n", "skipped", "why");
                for (Judged.Row r : rows) {
                    writer.writeRecord(
                            r.metric(),
                            r.score(),
                            r.method(),
                            r.statistic(),
                            String.valueOf(r.value()),
                            String.valueOf(r.low()),
                            String.valueOf(r.high()),
                            String.valueOf(r.n()),
                            String.valueOf(r.skips()),
                            why(r));
                }
            }
            text.toString().lines().forEach(output::print);
        } else {
            for (Judged.Row r : rows) {
                String interval =
                        Double.isNaN(r.low()) ? "" : String.format(Locale.ROOT, " [%.4f, %.4f]", r.low(), r.high());
                output.print(r.metric() + " " + r.score() + "  " + r.method() + "  "
                        + (r.n() == 0 ? "–" : String.format(Locale.ROOT, "%.4f", r.value()))
                        + interval
                        + String.format(
                                "  (%s of %d, %s is better%s)",
                                r.statistic(),
                                r.n(),
                                r.higherIsBetter() ? "higher" : "lower",
                                r.skips() == 0 ? "" : "; " + r.skips() + " skipped: " + why(r)));
            }
            rows.stream()
                    .map(Judged.Row::provenance)
                    .filter(p -> !p.isEmpty())
                    .distinct()
                    .forEach(p -> output.print("with " + p));
        }
        output.printJson(rows);
    }

    private static String why(Judged.Row row) {
        return row.skipped().entrySet().stream()
                .map(e -> e.getValue() + "× " + e.getKey())
                .collect(Collectors.joining("; "));
    }

    /** A picture per metric and score that has curves; those of the same metric with other settings are numbered. */
    private void draw(List<Judged> table) throws IOException {
        Map<String, Map<String, Curve>> pictures = new LinkedHashMap<>();
        Map<String, String> settings = new LinkedHashMap<>();
        for (Judged row : table) {
            String title = Settings.print(row.metric()) + " " + row.kind().name();
            settings.putIfAbsent(title, row.metric().name() + "-" + row.kind().name());
            row.curve().ifPresent(curve -> pictures.computeIfAbsent(title, n -> new LinkedHashMap<>())
                    .put(row.method(), curve));
        }
        OutputFolder store = new OutputFolder(folder);
        Map<String, Integer> used = new LinkedHashMap<>();
        for (Map.Entry<String, Map<String, Curve>> picture : pictures.entrySet()) {
            String name = settings.getOrDefault(picture.getKey(), "curve");
            int times = used.merge(name, 1, Integer::sum);
            Path file = store.writeText(
                    name + (times == 1 ? "" : "-" + times) + ".svg",
                    CurvePlot.svg(picture.getKey(), picture.getValue()));
            output.say(file.toString());
        }
    }
}
