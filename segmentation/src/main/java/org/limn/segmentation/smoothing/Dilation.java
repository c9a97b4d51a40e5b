package org.limn.segmentation.smoothing;

import org.limn.segmentation.Segmentation;
import org.limn.segmentation.pixel.Disk;

/**
 * Regions grown by a disk: 1 within {@code radius} of a region, 0 elsewhere, so that masks overlap along the borders.
 *
 * @param radius in pixels; XRAI grows its regions by 5
 */
public record Dilation(int radius) implements Smoothing {
    public Dilation {
        new Disk(radius);
    }

    public Dilation() {
        this(5);
    }

    @Override
    public SoftMasks smooth(Segmentation segmentation) {
        Disk disk = new Disk(radius);
        return new SoftMasks(
                segmentation.height(),
                segmentation.width(),
                Hard.patches(
                        segmentation.split().stream().map(r -> r.dilated(disk)).toList(), 0));
    }
}
