package org.limn.attribution.parity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.limn.attribution.Baseline;
import org.limn.attribution.CachingModel;
import org.limn.attribution.Channels;
import org.limn.attribution.RankedRegions;
import org.limn.attribution.gradient.IntegratedGradients;
import org.limn.attribution.gradient.Quadrature;
import org.limn.attribution.region.Xrai;
import org.limn.autodiff.tensor.Npy;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.segmentation.MultiScaleFelzenszwalb;
import org.limn.segmentation.Region;
import org.limn.segmentation.Segmentation;
import org.limn.segmentation.pixel.Disk;

/** XRAI of one photo: the region step on the stored attribution and segments, then everything from the image on. */
final class XraiStages {
    /** Takes a case: name, measure, figure, limit. */
    interface Report {
        void add(String name, String measure, double figure, double limit);
    }

    private static final Pattern SCALE = Pattern.compile("xrai_seg_(\\d+)\\.npy");
    private static final IntegratedGradients BASE =
            new IntegratedGradients(100, Quadrature.ENDPOINTS, new Baseline.Extremes());

    private final Path folder;
    private final CachingModel caching;
    private final Tensor image;
    private final int target;
    private final Report report;

    XraiStages(Path folder, CachingModel caching, Tensor image, int target, Report report) {
        this.folder = folder;
        this.caching = caching;
        this.image = image;
        this.target = target;
        this.report = report;
    }

    void all() throws IOException {
        Tensor attribution = caching.explain(BASE, image, target).heatmap(Channels.MAX);
        double[] found = attribution.widen().data(),
                stored = read("xrai_attr2d").data();
        report.add("xrai_attr2d", "relative L2", Compared.relativeL2(found, stored), 5e-3);
        report.add("xrai_attr2d", "1 − cosine", Compared.oneMinusCosine(found, stored), 1e-4);
        stages("xrai_full", xrai(false, 1));
        stages("xrai_fast", xrai(true, 1));
        stages("xrai_th02", xrai(false, 0.2));
    }

    private static Xrai xrai(boolean fast, double area) {
        return new Xrai(BASE, new MultiScaleFelzenszwalb(), fast, area, 50);
    }

    private void stages(String name, Xrai method) throws IOException {
        if (!Files.exists(folder.resolve(name + "_rank.npy"))) {
            return;
        }
        RankedRegions given = method.rank(read("xrai_attr2d"), segments());
        compare(name + " given attribution and segments", name, given, 1e-6, 0);
        RankedRegions whole = caching.explain(method, image, target).regions().orElseThrow();
        compare(name + " end to end", name, whole, 1e-2, 0.02);
    }

    private void compare(String row, String name, RankedRegions found, double limit, double mayDiffer)
            throws IOException {
        double[] ranks = read(name + "_rank").data();
        report.add(row, "share of pixels of another rank", Compared.unequal(found.ranks(), ranks), mayDiffer);
        if (Files.exists(folder.resolve(name + ".npy"))) {
            double[] gains = Arrays.stream(found.ranks())
                    .mapToDouble(r -> found.regions().get(r - 1).gain())
                    .toArray();
            report.add(row, "relative L2", Compared.relativeL2(gains, read(name).data()), limit);
        }
    }

    private List<Region> segments() throws IOException {
        List<Region> regions = new ArrayList<>();
        for (int scale : scales()) {
            Tensor64 labels = read("xrai_seg_" + scale);
            int[] whole = Arrays.stream(labels.data()).mapToInt(l -> (int) l).toArray();
            Segmentation.of(labels.shape().dim(0), labels.shape().dim(1), whole).split().stream()
                    .map(r -> r.dilated(new Disk(5)))
                    .forEach(regions::add);
        }
        return regions;
    }

    /** Coarser ones later: that order breaks ties. */
    private List<Integer> scales() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> SCALE.matcher(f.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(m -> Integer.valueOf(m.group(1)))
                    .sorted()
                    .toList();
        }
    }

    private Tensor64 read(String name) throws IOException {
        return Npy.read64(folder.resolve(name + ".npy"));
    }
}
