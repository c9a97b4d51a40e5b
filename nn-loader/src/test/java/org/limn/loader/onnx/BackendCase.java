package org.limn.loader.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One case of ONNX's own backend tests: a model, inputs, and the outputs that it must give.
 *
 * @param tier 1 classic networks, 2 newer exports and their shape arithmetic, 3 other
 * @param dtypes core, wide, or extra: element types that a classifier hardly has
 * @param bound numbers of the inputs that carry shapes, axes and the like
 * @param differentiated numbers of the inputs for which a gradient is stored
 */
public record BackendCase(
        String id,
        Path folder,
        int tier,
        String dtypes,
        double rtol,
        double atol,
        int datasets,
        Set<Integer> bound,
        Set<Integer> differentiated) {

    /** All cases of a folder, from its {@code cases.tsv}. */
    public static List<BackendCase> all(Path root) throws IOException {
        List<BackendCase> all = new ArrayList<>();
        List<String> lines = Files.readAllLines(root.resolve("cases.tsv"));
        List<String> columns = Arrays.asList(lines.get(0).split("\t", -1));
        for (String line : lines.subList(1, lines.size())) {
            Map<String, String> row = new HashMap<>();
            String[] cells = line.split("\t", -1);
            for (int i = 0; i < cells.length; i++) {
                row.put(columns.get(i), cells[i]);
            }
            all.add(of(root, row));
        }
        return all;
    }

    private static BackendCase of(Path root, Map<String, String> row) {
        return new BackendCase(
                row.getOrDefault("id", ""),
                root.resolve(row.getOrDefault("path", "")),
                Integer.parseInt(row.getOrDefault("tier", "3")),
                row.getOrDefault("dtype_class", "extra"),
                Double.parseDouble(row.getOrDefault("rtol", "0")),
                Double.parseDouble(row.getOrDefault("atol", "0")),
                Integer.parseInt(row.getOrDefault("n_datasets", "1")),
                numbers(row.getOrDefault("shape_param_inputs", "-")),
                numbers(row.getOrDefault("grad_inputs", "-")));
    }

    private static Set<Integer> numbers(String list) {
        return list.equals("-") || list.isEmpty()
                ? Set.of()
                : Arrays.stream(list.split(",", -1)).map(Integer::valueOf).collect(Collectors.toSet());
    }

    Path model() {
        return folder.resolve("model.onnx");
    }

    Path data(int set) {
        return folder.resolve("test_data_set_" + set);
    }
}
