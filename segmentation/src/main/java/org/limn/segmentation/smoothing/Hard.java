package org.limn.segmentation.smoothing;

import java.util.List;
import org.limn.segmentation.Region;
import org.limn.segmentation.Segmentation;
import org.limn.segmentation.smoothing.SoftMasks.Patch;

/** No smoothing: 1 in a region, 0 elsewhere. */
public record Hard() implements Smoothing {
    @Override
    public SoftMasks smooth(Segmentation segmentation) {
        return new SoftMasks(segmentation.height(), segmentation.width(), patches(segmentation.split(), 0));
    }

    /** Indicators of regions, within their boxes and a margin of zeros as far as the image reaches. */
    static List<Patch> patches(List<Region> regions, int margin) {
        return regions.stream().map(r -> patch(r, margin)).toList();
    }

    private static Patch patch(Region region, int margin) {
        Patch empty = Patch.around(region, margin);
        double[] values = empty.values();
        for (int r = 0; r < region.runs(); r++) {
            for (int i = region.start(r); i < region.end(r); i++) {
                int y = i / region.width() - empty.top();
                int x = i % region.width() - empty.left();
                values[y * empty.width() + x] = 1;
            }
        }
        return empty;
    }
}
