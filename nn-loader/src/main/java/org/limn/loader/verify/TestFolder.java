package org.limn.loader.verify;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder with a model and data to test it.
 *
 * @param model {@code model.onnx}, or the only other {@code .onnx} file
 * @param dataSets the folders {@code test_data_set_*}, by name
 */
public record TestFolder(Path folder, Path model, List<Path> dataSets) {
    public TestFolder {
        dataSets = List.copyOf(dataSets);
    }

    /** All test folders at or below a folder, by path; links are not followed. */
    public static List<TestFolder> below(Path root) throws IOException {
        List<TestFolder> found = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                of(folder).ifPresent(found::add);
                return FileVisitResult.CONTINUE;
            }
        });
        found.sort(Comparator.comparing(TestFolder::folder));
        return found;
    }

    private static Optional<TestFolder> of(Path folder) throws IOException {
        List<Path> entries;
        try (Stream<Path> all = Files.list(folder)) {
            entries = all.sorted().toList();
        }
        List<Path> sets = entries.stream()
                .filter(p -> p.getFileName().toString().startsWith("test_data_set_") && Files.isDirectory(p))
                .toList();
        List<Path> models = entries.stream()
                .filter(p -> p.getFileName().toString().matches(".*\\.onnx(\\.gz)?") && Files.isRegularFile(p))
                .toList();
        Optional<Path> usual = models.stream()
                .filter(p -> p.getFileName().toString().equals("model.onnx"))
                .findFirst();
        Optional<Path> model = usual.isPresent() || models.size() != 1 ? usual : Optional.of(models.get(0));
        return sets.isEmpty() ? Optional.empty() : model.map(m -> new TestFolder(folder, m, sets));
    }
}
