/**
 * Operations on pixel arrays that segmenters and smoothing share: Gaussian filter, resizing, CIELAB, disks, disjoint sets. A plane
 * is one channel, row-major; arithmetic is float64 and in the order of SciPy's and scikit-image's, whose numbers it reproduces.
 *
 * <p>Read {@link org.limn.segmentation.pixel.GaussianFilter} first.
 */
@NullMarked
package org.limn.segmentation.pixel;

import org.jspecify.annotations.NullMarked;
