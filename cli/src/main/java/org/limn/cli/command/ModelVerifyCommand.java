package org.limn.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.limn.autodiff.SettingException;
import org.limn.autodiff.device.Device;
import org.limn.cli.option.DeviceOptions;
import org.limn.cli.option.FailureException;
import org.limn.cli.option.Failures;
import org.limn.cli.option.Output;
import org.limn.cli.option.Progress;
import org.limn.cli.option.UsageException;
import org.limn.loader.verify.ModelCheck;
import org.limn.loader.verify.TestFolder;
import org.limn.loader.verify.TestOutcome;
import org.limn.loader.verify.Tolerance;
import org.limn.loader.verify.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code limn model verify}: models against the test data that comes with them. */
@Command(
        name = "verify",
        description = {
            "Run models on the test data beside them and compare, as the ONNX zoo ships them: every folder below the given ones"
                    + " with model.onnx and test_data_set_*/input_*.pb and output_*.pb.",
            "Prints the largest error, what is allowed there and a verdict for each. Exit code 3 if one is wrong, else 4 if one"
                    + " is not supported."
        })
final class ModelVerifyCommand implements Callable<Integer> {
    @Mixin
    private Output output;

    @Mixin
    private DeviceOptions device;

    @Parameters(paramLabel = "DIR", arity = "1..*", description = "Folders to look in.")
    private List<Path> roots;

    @Option(
            names = "--rtol",
            paramLabel = "R",
            defaultValue = "1e-3",
            description = "Allowed error as a share of the expected number: ${DEFAULT-VALUE} unless said.")
    private double relative;

    @Option(
            names = "--atol",
            paramLabel = "A",
            defaultValue = "1e-5",
            description = "Allowed error as a share of the largest number of the tensor: ${DEFAULT-VALUE} unless said.")
    private double absolute;

    /** One line of the result. */
    record Row(
            String folder,
            String verdict,
            @Nullable Double error,
            @Nullable Double allowed,
            String reason) {
        static Row of(TestOutcome o) {
            boolean compared = !Double.isNaN(o.allowed());
            return new Row(
                    o.folder().folder().toString(),
                    o.verdict().name().toLowerCase(Locale.ROOT),
                    compared ? o.error() : null,
                    compared ? o.allowed() : null,
                    o.reason());
        }

        String line() {
            String numbers =
                    error == null || allowed == null ? "" : String.format(Locale.ROOT, "%.1e of %.1e", error, allowed);
            return String.format(
                    Locale.ROOT, "%-8s %-18s %s%s", verdict, numbers, folder, reason.isEmpty() ? "" : ": " + reason);
        }
    }

    @Override
    public Integer call() throws IOException {
        Tolerance tolerance = tolerance();
        List<TestFolder> folders = folders();
        Map<Verdict, Integer> totals = new LinkedHashMap<>();
        List<Row> rows = new ArrayList<>();
        try (Device opened = device.open(output);
                Progress progress = output.progress("verify", folders.size())) {
            for (TestFolder folder : folders) {
                TestOutcome outcome = ModelCheck.of(folder, opened, tolerance);
                totals.merge(outcome.verdict(), 1, Integer::sum);
                rows.add(Row.of(outcome));
                output.print(rows.get(rows.size() - 1).line());
                progress.step();
            }
        }
        int passed = totals.getOrDefault(Verdict.PASS, 0), refused = totals.getOrDefault(Verdict.REFUSED, 0);
        int failed = totals.getOrDefault(Verdict.FAIL, 0);
        output.print(folders.size() + " models: " + passed + " pass, " + refused + " refused, " + failed + " fail");
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("models", rows);
        json.put("passed", passed);
        json.put("refused", refused);
        json.put("failed", failed);
        output.printJson(json);
        return failed > 0 ? Failures.CHECK_FAILED : refused > 0 ? Failures.UNSUPPORTED : 0;
    }

    private Tolerance tolerance() {
        try {
            return new Tolerance(relative, absolute);
        } catch (SettingException e) {
            throw new UsageException("--rtol, --atol: " + e.getMessage());
        }
    }

    private List<TestFolder> folders() throws IOException {
        List<TestFolder> folders = new ArrayList<>();
        for (Path root : roots) {
            if (!Files.isDirectory(root)) {
                throw new FailureException(
                        root + (Files.exists(root) ? ": not a folder" : ": there is no such folder"));
            }
            folders.addAll(TestFolder.below(root));
        }
        if (folders.isEmpty()) {
            throw new FailureException("no folder at or below " + roots + " has a model.onnx and a test_data_set_0");
        }
        return folders;
    }
}
