/**
 * Regions of an image: superpixels, grids, and XRAI's overlapping regions at several scales.
 *
 * <p>An image is f32[1,C,H,W] with any number of channels and any range of finite values; three channels are RGB. Where all
 * values are bytes over 255, as those of a photo are, they count as that quotient in float64: so does scikit-image with uint8. A
 * pixel is numbered {@code y·W + x}, regions are numbered 0..n−1 in the order in which a scan of the rows meets them. Soft masks
 * made of regions are in {@code smoothing}, the pixel operations that both stand on are in {@code pixel}.
 *
 * <p>Read {@link org.limn.segmentation.Segmenter} and {@link org.limn.segmentation.Segmentation} first.
 */
@NullMarked
package org.limn.segmentation;

import org.jspecify.annotations.NullMarked;
