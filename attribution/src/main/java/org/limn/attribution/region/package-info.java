/**
 * Methods that judge regions of the image: XRAI, which ranks segments by an attribution, and occlusion by a sliding window.
 *
 * <p>A pixel is numbered {@code y·W + x}. Read {@link org.limn.attribution.region.Xrai}, then {@link
 * org.limn.attribution.region.GreedySelection}.
 */
@org.jspecify.annotations.NullMarked
package org.limn.attribution.region;
