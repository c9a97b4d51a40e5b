package org.limn.segmentation;

/** Regions that may overlap and need not cover the image. Implementations are records with a line in {@code META-INF/services}. */
@FunctionalInterface
public non-sealed interface RegionProposals extends RegionSource {}
