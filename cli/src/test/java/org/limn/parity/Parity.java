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
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.limn.attribution.parity.ParityCase;
import org.limn.autodiff.device.Device;
import org.limn.autodiff.device.DeviceException;
import org.limn.autodiff.device.DeviceSettings;
import org.limn.autodiff.device.Devices;
import org.limn.parity.Case.Verdict;

/**
 * {@code Parity [--device D] [--threads N] [--page FILE] [--quick] [DIR] [SUITE…]}: runs suites against a folder laid out like the
 * reference data, one TSV line per case on stdout, reasons and totals on stderr; exit 1 if a case failed. Writes
 * {@code docs/parity.md} for the usual folder, and the page that is named for any other.
 */
public final class Parity {
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
        } catch (IllegalArgumentException | DeviceException e) {
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
        if (arguments.page().isPresent()) {
            new ParityPage(arguments.title()).write(arguments.page().get(), results);
        }
        List<Case> all =
                results.values().stream().flatMap(o -> o.cases().stream()).toList();
        err.println("all suites: " + totals(all));
        return all.stream().anyMatch(c -> c.verdict() == Verdict.FAIL) ? 1 : 0;
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
        return new Outcome("", cases);
    }

    private Outcome compare(Suite suite, Reference reference) throws IOException {
        List<Case> cases = new ArrayList<>();
        long start = System.nanoTime();
        Consumer<Case> report = c -> add(suite, cases, c.withoutPath(reference.root()));
        // the harness's last resort: what a suite does not expect ends that suite with a line, and the others run
        ParityCase.attempt("", "", c -> report.accept(Case.of(c)), () -> suite.run(reference, report));
        if (cases.isEmpty()) {
            report.accept(Case.skipped("", "", "found nothing to compare"));
        }
        err.println(suite.name() + ": " + totals(cases) + " (" + (System.nanoTime() - start) / 1_000_000_000 + " s)");
        Device device = reference.device();
        return new Outcome(device.name() + " (" + device.description() + ")", cases);
    }

    private static String totals(List<Case> cases) {
        return cases.stream()
                .collect(Collectors.groupingBy(Case::verdict, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(e -> e.getValue() + " " + e.getKey())
                .collect(Collectors.joining(", "));
    }

    private void add(Suite suite, List<Case> cases, Case c) {
        cases.add(c);
        out.println(c.tsv(suite.name()));
        if (!c.note().isEmpty()) {
            String what = (c.row() + " " + c.column()).strip();
            err.println(suite.name() + ": " + (what.isEmpty() ? "" : what + ": ") + c.verdict() + ": " + c.note());
        }
    }

    /**
     * What the command line said.
     *
     * @param standard whether the folder is the usual one
     * @param page where the page of results goes, if one is to be written
     */
    record Arguments(Path root, boolean standard, List<Suite> suites, String device, int threads, Optional<Path> page) {
        static Arguments parse(String[] args) {
            List<String> rest = new ArrayList<>(List.of(args));
            String device = option(rest, "--device").orElse("cpu");
            String threads = option(rest, "--threads")
                    .orElse(String.valueOf(Runtime.getRuntime().availableProcessors()));
            if (!threads.matches("[1-9]\\d{0,3}")) {
                throw new IllegalArgumentException("--threads needs a number from 1 to 9999, got '" + threads + "'");
            }
            Optional<Path> page = option(rest, "--page").map(Path::of);
            boolean quick = rest.remove("--quick");
            Optional<Path> named =
                    rest.isEmpty() || suite(rest.get(0)).isPresent() ? Optional.empty() : Optional.of(folder(rest));
            Path root = named.orElseGet(Arguments::fallback);
            if (!Files.isDirectory(root)) {
                throw new IllegalArgumentException("no folder " + root.toAbsolutePath());
            }
            boolean standard =
                    root.toAbsolutePath().normalize().equals(fallback().toAbsolutePath());
            List<Suite> suites = new ArrayList<>(rest.stream()
                    .map(name -> suite(name).orElseThrow(() -> unknown("suite", name)))
                    .toList());
            if (suites.isEmpty()) {
                suites.addAll(
                        Suites.ALL.stream().filter(s -> s.quick() || !quick).toList());
            }
            return new Arguments(
                    root,
                    standard,
                    suites,
                    device,
                    Integer.parseInt(threads),
                    page.or(() -> standard ? Optional.of(usualPage()) : Optional.empty()));
        }

        private static Path folder(List<String> rest) {
            String name = rest.remove(0);
            if (!Files.isDirectory(Path.of(name))) {
                throw unknown("folder or suite", name);
            }
            return Path.of(name);
        }

        private static IllegalArgumentException unknown(String what, String name) {
            return new IllegalArgumentException("no " + what + " is called '" + name + "'; there are the suites "
                    + Suites.ALL.stream().map(Suite::name).collect(Collectors.joining(", ")));
        }

        private static Optional<String> option(List<String> rest, String name) {
            int at = rest.indexOf(name);
            if (at < 0) {
                return Optional.empty();
            } else if (at + 1 == rest.size()) {
                throw new IllegalArgumentException(name + " needs a value");
            }
            rest.remove(at);
            return Optional.of(rest.remove(at));
        }

        private static Optional<Suite> suite(String name) {
            return Suites.ALL.stream().filter(s -> s.name().equals(name)).findFirst();
        }

        static Path fallback() {
            return Path.of(System.getProperty("limn.reference", "../shared/reference"))
                    .normalize();
        }

        private static Path usualPage() {
            return Path.of(System.getProperty("limn.root", ".")).resolve("docs/parity.md");
        }

        /** How the page calls the folder. */
        String title() {
            return standard
                    ? "the reference data"
                    : "`" + root.toAbsolutePath().normalize().getFileName() + "`";
        }
    }
}
