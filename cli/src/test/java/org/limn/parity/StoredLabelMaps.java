package org.limn.parity;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.limn.autodiff.tensor.Tensor;
import org.limn.parity.SegmentationSuite.Checks;
import org.limn.segmentation.Felzenszwalb;
import org.limn.segmentation.MultiScaleFelzenszwalb;
import org.limn.segmentation.Pictures;
import org.limn.segmentation.RandIndex;
import org.limn.segmentation.Region;
import org.limn.segmentation.Segmentation;
import org.limn.segmentation.Slic;

/** Label maps whose file names say what made them: {@code felz_default_100.npy}, {@code slic_250_noconn.npy}. */
record StoredLabelMaps(Reference reference, Checks checks) {
    /** What XRAI's segmenter works on; where the photo was resized to it, arithmetic may move a few pixels. */
    private static final int XRAI_SIDE = 224;

    private static final double RESIZED_LIMIT = 1e-4;

    private static final Pattern NAME =
            Pattern.compile("(felz_default|felz_xrai|felz_norm_fullres|slic)_(\\d+)(_noconn|_start0)?\\.npy");
    private static final Pattern XRAI = Pattern.compile("xrai_seg_(\\d+)\\.npy");

    /** A folder {@code saliency/seg/ID_SIZE}: it holds the photo, or {@code saliency/images} does. */
    void ofOnePhoto(Path folder) throws IOException {
        String name = folder.getFileName().toString();
        Path own = folder.resolve("image.png");
        Path photo = Files.exists(own) ? own : photo(name.replaceFirst("_[^_]*$", ""));
        for (Path file : SegmentationSuite.inside(folder)) {
            Matcher m = NAME.matcher(file.getFileName().toString());
            if (m.matches()) {
                checks.part(file, () -> compare(m, photo, file, "seg[" + name + " " + m.group(2) + "]"));
            } else if (file.toString().endsWith(".npy")) {
                checks.skip(
                        file.getFileName().toString(),
                        name,
                        "the name does not say which segmenter made the label map");
            }
        }
    }

    private Path photo(String id) throws NoSuchFileException {
        return reference.existing("saliency/images/" + id + ".png");
    }

    private void compare(Matcher name, Path photo, Path file, String column) throws IOException {
        int number = Integer.parseInt(name.group(2));
        boolean connected = !"_noconn".equals(name.group(3));
        Segmentation stored = Pictures.labels(file);
        Tensor image = Pictures.rgb(photo);
        String row = name.group(1);
        switch (row) {
            case "felz_default" ->
                checks.labels(row, column, 0, new Felzenszwalb(number, 0.8, 20).segment(image), stored);
            case "felz_xrai" -> felzXrai(column, normalized(number, XRAI_SIDE, image), stored);
            case "felz_norm_fullres" -> checks.labels(row, column, 0, normalized(number, 0, image), stored);
            default -> slic(connected ? row : row + "_noconn", column, number, connected, image, stored);
        }
    }

    private void felzXrai(String column, Segmentation found, Segmentation stored) {
        if (stored.height() == XRAI_SIDE && stored.width() == XRAI_SIDE) {
            checks.labels("felz_xrai", column, 0, found, stored);
        } else {
            checks.add("felz_xrai", column, RESIZED_LIMIT, () -> RandIndex.moved(found, stored));
        }
    }

    private static Segmentation normalized(double scale, int side, Tensor image) {
        return new MultiScaleFelzenszwalb(List.of(scale), 0.8, 150, side, 0)
                .segmentations(Pictures.networkSpace(image))
                .get(0);
    }

    private void slic(String row, String column, int segments, boolean connected, Tensor image, Segmentation stored) {
        Segmentation found = new Slic(segments, 10, 10, 0, connected, false).segment(image);
        checks.labels(row, column, 0, found, stored);
        checks.add(row + ", regions", column, 0, () -> regionsOff(found.regions(), stored.regions()));
    }

    static double regionsOff(int found, int stored) {
        return Math.abs(found - stored) / (double) stored;
    }

    /** A folder {@code saliency/maps/ID}: labels at each scale before dilation, areas of the regions after it. */
    void ofXrai(Path folder) throws IOException {
        String id = folder.getFileName().toString();
        List<Integer> scales = SegmentationSuite.inside(folder).stream()
                .map(f -> XRAI.matcher(f.getFileName().toString()))
                .filter(Matcher::matches)
                .map(m -> Integer.valueOf(m.group(1)))
                .sorted()
                .toList();
        if (scales.isEmpty()) {
            checks.skip("xrai_seg", "maps[" + id + "]", "no label maps in the folder");
            return;
        }
        MultiScaleFelzenszwalb xrai = new MultiScaleFelzenszwalb(
                scales.stream().map(Integer::doubleValue).toList(), 0.8, 150, 224, 5);
        Tensor image = Pictures.networkSpace(Pictures.rgb(photo(id)));
        List<Segmentation> found = xrai.segmentations(image);
        for (int i = 0; i < scales.size(); i++) {
            Segmentation stored = Pictures.labels(folder.resolve("xrai_seg_" + scales.get(i) + ".npy"));
            checks.labels("xrai_seg", "maps[" + id + " " + scales.get(i) + "]", 0, found.get(i), stored);
        }
        checks.add(
                "xrai, areas of dilated regions", "maps[" + id + "]", 0, () -> areasOff(folder, xrai.regions(image)));
    }

    /** The number of regions whose area is not the stored one. */
    private static double areasOff(Path folder, List<Region> found) throws IOException {
        JsonObject facts = JsonParser.parseString(Files.readString(folder.resolve("image.json")))
                .getAsJsonObject()
                .getAsJsonObject("xrai");
        List<Integer> stored = facts.getAsJsonArray("mask_areas").asList().stream()
                .map(a -> a.getAsInt())
                .toList();
        int off = Math.abs(found.size() - stored.size());
        for (int i = 0; i < Math.min(found.size(), stored.size()); i++) {
            off += found.get(i).area() == stored.get(i) ? 0 : 1;
        }
        return off;
    }
}
