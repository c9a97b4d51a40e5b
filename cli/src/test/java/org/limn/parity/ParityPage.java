package org.limn.parity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.limn.parity.Case.Verdict;

/**
 * The page of results: a section per suite. Sections of suites that did not run this time stay as they are.
 *
 * @param data what the results were compared with
 */
record ParityPage(String data) {
    private static final String HEAD = """
            # Parity

            How far Limn's results are from results that other software computed, as `.ci/parity` found them. A cell is the
            worst figure of its kind over its limit; every figure is smaller for better. Limits come from the data's own
            documentation. ✗ marks a figure above its limit.
            """;

    private static final Pattern SECTION = Pattern.compile("(?ms)^## (\\S+)\\n.*?(?=^## |\\z)");

    void write(Path file, Map<Suite, Parity.Outcome> results) throws IOException {
        Map<String, String> sections = new TreeMap<>();
        if (Files.exists(file)) {
            Matcher m = SECTION.matcher(Files.readString(file));
            while (m.find()) {
                sections.put(m.group(1), m.group().strip());
            }
        }
        results.forEach((suite, outcome) -> {
            if (!outcome.device().isEmpty() || !sections.containsKey(suite.name())) {
                sections.put(suite.name(), section(suite, outcome).strip());
            }
        });
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, HEAD + "\n" + String.join("\n\n", sections.values()) + "\n");
    }

    private String section(Suite suite, Parity.Outcome outcome) {
        List<Case> cases = outcome.cases();
        String head = "## " + suite.name() + "\n\n" + suite.about() + "\n\n";
        if (outcome.device().isEmpty()) {
            return head + "skipped: " + cases.get(0).note() + "\n\n";
        }
        String counts = counts(cases).entrySet().stream()
                .map(e -> e.getValue() + " " + e.getKey())
                .collect(Collectors.joining(", "));
        return head + counts + ", against " + data
                + ", on " + outcome.device() + ".\n\n"
                + (suite.counted() ? countTable(cases) : figureTable(cases)) + notes(cases);
    }

    private static Map<Verdict, Long> counts(List<Case> cases) {
        return cases.stream()
                .collect(Collectors.groupingBy(
                        Case::verdict, () -> new EnumMap<>(Verdict.class), Collectors.counting()));
    }

    private static String figureTable(List<Case> cases) {
        Set<String> columns = new LinkedHashSet<>();
        Map<String, Map<String, Case>> rows = new LinkedHashMap<>();
        for (Case c : cases) {
            String column = c.column().replaceAll("\\[[^\\[]*]$", "");
            columns.add(column);
            rows.computeIfAbsent(c.row(), r -> new LinkedHashMap<>()).merge(column, c, ParityPage::worse);
        }
        StringBuilder table = new StringBuilder(row("", columns)).append(rule(columns.size()));
        rows.forEach((name, cells) -> table.append(row(
                name,
                columns.stream()
                        .map(column -> cells.containsKey(column) ? cell(cells.get(column)) : "")
                        .toList())));
        return table.append('\n').toString();
    }

    private static Case worse(Case a, Case b) {
        Comparator<Case> byVerdict = Comparator.comparing(c -> c.verdict() == Verdict.FAIL ? 1 : 0);
        return byVerdict
                                .thenComparing(c -> c.figure() / Math.max(c.limit(), Double.MIN_NORMAL))
                                .compare(a, b)
                        >= 0
                ? a
                : b;
    }

    private static String cell(Case c) {
        return switch (c.verdict()) {
            case PASS -> Case.number(c.figure()) + " / " + Case.number(c.limit());
            case FAIL -> "✗ " + Case.number(c.figure()) + " / " + Case.number(c.limit());
            default -> c.verdict().toString();
        };
    }

    private static String countTable(List<Case> cases) {
        StringBuilder table =
                new StringBuilder(row("", List.of(Verdict.values()))).append(rule(Verdict.values().length));
        Map<String, List<Case>> rows =
                cases.stream().collect(Collectors.groupingBy(Case::row, TreeMap::new, Collectors.toList()));
        rows.forEach((name, its) -> table.append(row(
                name,
                List.of(Verdict.values()).stream()
                        .map(v -> counts(its).getOrDefault(v, 0L))
                        .toList())));
        return table.append('\n').toString();
    }

    /** A line for each note; those of one row that differ in numbers only share one. */
    private static String notes(List<Case> cases) {
        Map<String, List<Case>> alike = cases.stream()
                .filter(c -> !c.note().isEmpty())
                .collect(Collectors.groupingBy(
                        c -> c.verdict() + c.row() + c.note().replaceAll("[0-9]+", "#"),
                        LinkedHashMap::new,
                        Collectors.toList()));
        StringBuilder notes = new StringBuilder();
        for (List<Case> its : alike.values()) {
            Case first = its.get(0);
            notes.append("- ")
                    .append(first.verdict())
                    .append(": ")
                    .append((first.row() + " " + first.column()).strip())
                    .append(its.size() == 1 ? "" : " and " + (its.size() - 1) + " alike")
                    .append(": ")
                    .append(first.note().strip())
                    .append('\n');
        }
        return notes.isEmpty() ? "" : notes.append('\n').toString();
    }

    private static String row(String first, Iterable<?> cells) {
        StringBuilder row = new StringBuilder("| " + first + " |");
        cells.forEach(cell -> row.append(' ').append(cell).append(" |"));
        return row.append('\n').toString();
    }

    private static String rule(int columns) {
        return "|---|" + "---|".repeat(columns) + "\n";
    }
}
