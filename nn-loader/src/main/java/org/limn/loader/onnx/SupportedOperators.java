package org.limn.loader.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What can be imported, as a table for people. */
public final class SupportedOperators {
    /**
     * One operator.
     *
     * @param name of ONNX's own domain
     * @param since the operator set versions from which on it has another meaning, oldest first; it is read from the first of them
     *     up to {@link #newestOpset}
     * @param attributes that it may have in the newest of them
     */
    public record Entry(String name, List<Integer> since, List<String> attributes) {}

    private SupportedOperators() {}

    /** All operators, by name; functions of the model's own are inlined and need no entry. */
    public static List<Entry> all() {
        Map<String, List<Operator>> byName = new TreeMap<>();
        Operators.all().forEach(o -> byName.computeIfAbsent(o.name(), k -> new ArrayList<>())
                .add(o));
        byName.put("If", List.of(GraphImport.IF));
        return byName.values().stream().map(SupportedOperators::entry).toList();
    }

    private static Entry entry(List<Operator> meanings) {
        Operator newest = meanings.get(meanings.size() - 1);
        return new Entry(
                newest.name(),
                meanings.stream().map(Operator::since).toList(),
                newest.attributes().stream().sorted().toList());
    }

    /** The newest version of ONNX's operator set that is read. */
    public static int newestOpset() {
        return Operators.NEWEST;
    }
}
