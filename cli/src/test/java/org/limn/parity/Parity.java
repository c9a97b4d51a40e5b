package org.limn.parity;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.limn.autodiff.device.Device;
import org.limn.autodiff.device.DeviceException;
import org.limn.autodiff.device.DeviceSettings;
import org.limn.autodiff.device.Devices;
import org.limn.parity.Case.Verdict;

/**
 * {@code Parity [--device D] [--threads N] [DIR] [SUITE…]}: runs suites against a folder laid out like the reference data, one TSV
 * line per case on stdout, totals on stderr; exit 1 if a case failed. Writes {@code docs/parity.md}.
 */
public final class Parity {
    static final List<Suite> SUITES = List.of(
            new SqueezeNetSuite(),
            new ArchitecturesSuite(),
            new GpuArchitecturesSuite(),
            new OnnxBackendSuite(),
            new SegmentationSuite(),
            new AttributionSuite(),
            new LocalizationSuite(),
            new OcclusionSuite(),
            new SanitySuite());

    private final Arguments arguments;
    private final PrintStream out;
    private final PrintStream err;

    private Parity(Arguments arguments, PrintStream out, PrintStream err) {
        this.arguments = arguments;
        this.out = out;
        this.err = err;
    }

    public static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try {
            System.exit(new Parity(Arguments.parse(args), out, System.err).run());
        } catch (IllegalArgumentException e) {
            System.err.println("parity: " + e.getMessage());
            System.exit(2);
        }
    }

    private int run() throws IOException {
        Map<Suite, Outcome> results = new LinkedHashMap<>();
        try (Device device = open(arguments.device())) {
            Reference reference = new Reference(arguments.root(), Arguments.fallback(), device);
            for (Suite suite : arguments.suites()) {
                results.put(suite, run(suite, reference));
            }
        }
        new ParityPage(arguments.title()).write(Arguments.page(), results);
        return results.values().stream().flatMap(o -> o.cases().stream()).anyMatch(c -> c.verdict() == Verdict.FAIL)
                ? 1
                : 0;
    }

    /**
     * What a suite gave.
     *
     * @param device what it ran on; empty if it was skipped
     */
    record Outcome(String device, List<Case> cases) {}

    private Device open(String name) {
        return Devices.open(name, new DeviceSettings(arguments.threads()));
    }

    private Outcome run(Suite suite, Reference reference) throws IOException {
        for (String folder : suite.folders()) {
            if (!Files.isDirectory(reference.path(folder))) {
                return skipped(suite, folder + " is absent");
            }
        }
        boolean suits = suite.devices().isEmpty() || suite.devices().contains(kind(reference.device()));
        return suits ? compare(suite, reference) : compareElsewhere(suite, reference);
    }

    private Outcome compareElsewhere(Suite suite, Reference reference) throws IOException {
        Device device;
        try {
            device = first(suite.devices());
        } catch (DeviceException e) {
            return skipped(suite, String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
        }
        try (device) {
            return compare(suite, reference.on(device));
        }
    }

    private static String kind(Device device) {
        return device.name().replaceFirst(":.*", "");
    }

    /** The first of these devices that is there. */
    private Device first(List<String> names) {
        try {
            return open(names.get(0));
        } catch (DeviceException e) {
            if (names.size() == 1) {
                throw e;
            }
            return first(names.subList(1, names.size()));
        }
    }

    private Outcome skipped(Suite suite, String why) {
        List<Case> cases = new ArrayList<>();
        add(suite, cases, Case.skipped("", "", why));
        err.println(suite.name() + ": skipped: " + why);
        return new Outcome("", cases);
    }

    private Outcome compare(Suite suite, Reference reference) throws IOException {
        List<Case> cases = new ArrayList<>();
        long start = System.nanoTime();
        suite.run(reference, c -> add(suite, cases, c.withoutPath(reference.root())));
        String totals = cases.stream()
                .collect(Collectors.groupingBy(Case::verdict, java.util.TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(e -> e.getValue() + " " + e.getKey())
                .collect(Collectors.joining(", "));
        err.println(suite.name() + ": " + totals + " (" + (System.nanoTime() - start) / 1_000_000_000 + " s)");
        Device device = reference.device();
        return new Outcome(device.name() + " (" + device.description() + ")", cases);
    }

    private void add(Suite suite, List<Case> cases, Case c) {
        cases.add(c);
        out.println(c.tsv(suite.name()));
        if (!c.note().isEmpty() && c.verdict() != Verdict.SKIPPED) {
            err.println(suite.name() + ": " + c.row() + " " + c.column() + ": " + c.verdict() + ": " + c.note());
        }
    }

    /** What the command line said. */
    record Arguments(Path root, boolean standard, List<Suite> suites, String device, int threads) {
        static Arguments parse(String[] args) {
            List<String> rest = new ArrayList<>(List.of(args));
            String device = option(rest, "--device", "cpu");
            int threads = Integer.parseInt(option(
                    rest, "--threads", String.valueOf(Runtime.getRuntime().availableProcessors())));
            boolean standard =
                    rest.isEmpty() || suite(rest.get(0)) != null && !rest.get(0).contains("/");
            Path root = standard ? fallback() : Path.of(rest.remove(0));
            if (!Files.isDirectory(root)) {
                throw new IllegalArgumentException("no folder " + root.toAbsolutePath());
            }
            List<Suite> suites = new ArrayList<>();
            for (String name : rest) {
                Suite suite = suite(name);
                if (suite == null) {
                    throw new IllegalArgumentException("no suite is called '" + name + "'; there are "
                            + SUITES.stream().map(Suite::name).toList());
                }
                suites.add(suite);
            }
            return new Arguments(root, standard, suites.isEmpty() ? SUITES : suites, device, threads);
        }

        private static String option(List<String> rest, String name, String otherwise) {
            int at = rest.indexOf(name);
            if (at < 0) {
                return otherwise;
            } else if (at + 1 == rest.size()) {
                throw new IllegalArgumentException(name + " needs a value");
            }
            rest.remove(at);
            return rest.remove(at);
        }

        private static @org.jspecify.annotations.Nullable Suite suite(String name) {
            return SUITES.stream()
                    .filter(s -> s.name().equals(name))
                    .findFirst()
                    .orElse(null);
        }

        static Path fallback() {
            return Path.of(System.getProperty("limn.reference", "../shared/reference"))
                    .normalize();
        }

        static Path page() {
            return Path.of(System.getProperty("limn.root", ".")).resolve("docs/parity.md");
        }

        /** How the page calls the folder. */
        String title() {
            return standard ? "the reference data" : "`" + root.getFileName() + "`";
        }
    }
}
