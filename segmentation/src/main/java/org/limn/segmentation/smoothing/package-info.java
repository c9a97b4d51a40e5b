/**
 * Soft masks: how much each region has to say at each pixel. Hard labels become weights m[S,H,W] ≥ 0 by blurring, dilating or
 * interpolating them; a choice z of regions becomes the pixel mask {@code M_z = Σ z_s m_s / Σ m_s}.
 *
 * <p>Read {@link org.limn.segmentation.smoothing.Smoothing} and {@link org.limn.segmentation.smoothing.SoftMasks} first.
 */
@NullMarked
package org.limn.segmentation.smoothing;

import org.jspecify.annotations.NullMarked;
