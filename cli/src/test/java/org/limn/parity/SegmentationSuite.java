package org.limn.parity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.limn.attribution.parity.ParityCase;
import org.limn.segmentation.RandIndex;
import org.limn.segmentation.Segmentation;

/** Segmenters and soft masks: every label map and every mask in the folder, whatever photos and settings its files name. */
final class SegmentationSuite implements Suite {
    @Override
    public String name() {
        return "segmentation";
    }

    @Override
    public List<String> folders() {
        return List.of();
    }

    @Override
    public boolean quick() {
        return true;
    }

    @Override
    public String about() {
        return "Label maps and soft masks against scikit-image 0.19.3, SciPy 1.10.1, PAIR's XRAI and the code of a study of"
                + " perturbations. A label map's figure is 1 − the adjusted Rand index, 0 where the borders are the same"
                + " (where a photo was first resized in floating point, the share of pixels in other regions), and for"
                + " SLIC the relative difference of the number of regions too; a mask's is the greatest absolute difference of"
                + " weights from 0 to 1. The study gave SLIC a float32 image, which scikit-image then segments in float32; Limn"
                + " computes in float64.";
    }

    @Override
    public void run(Reference reference, Consumer<Case> report) throws IOException {
        Checks checks = new Checks(report);
        StoredLabelMaps maps = new StoredLabelMaps(reference, checks);
        StudyMasks masks = new StudyMasks(reference, checks);
        for (Path folder : inside(reference, "saliency/seg", checks)) {
            checks.part(folder, () -> maps.ofOnePhoto(folder));
        }
        for (Path folder : inside(reference, "saliency/maps", checks)) {
            checks.part(folder, () -> maps.ofXrai(folder));
        }
        for (Path folder : inside(reference, "perturbation/golden", checks)) {
            checks.part(folder, () -> masks.ofOnePhoto(folder));
        }
        for (Path file : inside(reference, "perturbation/common", checks)) {
            checks.part(file, () -> masks.common(file));
        }
        for (Path file : inside(reference, "perturbation/study", checks)) {
            checks.part(file, () -> masks.study(file));
        }
    }

    private static List<Path> inside(Reference reference, String folder, Checks checks) throws IOException {
        if (!Files.isDirectory(reference.path(folder))) {
            checks.skip("", "", folder + " is absent");
            return List.of();
        }
        return inside(reference.path(folder));
    }

    static List<Path> inside(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    /** Reports comparisons; one that throws counts as failed and stops no other. */
    record Checks(Consumer<Case> report) {
        /** What a comparison finds. */
        interface Figure {
            double get() throws IOException;
        }

        void add(String row, String column, double limit, Figure figure) {
            ParityCase.attempt(
                    row,
                    column,
                    c -> report.accept(Case.of(c)),
                    () -> report.accept(Case.of(row, column, figure.get(), limit)));
        }

        /** Comparisons of one file or folder: what is missing is skipped, with a line. */
        void part(Path fileOrFolder, ParityCase.Part part) {
            int names = fileOrFolder.getNameCount();
            Path name = fileOrFolder.subpath(Math.max(0, names - 2), names);
            ParityCase.attempt(name.toString(), "", c -> report.accept(Case.of(c)), part);
        }

        /** Whether two partitions are as close as they must be. */
        void labels(String row, String column, double limit, Segmentation found, Segmentation stored) {
            add(row, column, limit, () -> 1 - RandIndex.adjusted(found, stored));
        }

        void skip(String row, String column, String why) {
            report.accept(Case.skipped(row, column, why));
        }
    }
}
