package org.limn.segmentation.smoothing;

import org.limn.segmentation.Segmentation;

/**
 * Makes soft masks of a segmentation, one per region. Implementations are records, as segmenters are, known by a line in
 * {@code META-INF/services}.
 */
public interface Smoothing {
    SoftMasks smooth(Segmentation segmentation);
}
