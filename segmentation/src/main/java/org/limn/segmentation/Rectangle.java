package org.limn.segmentation;

/** A rectangle of pixels: rows {@code top..bottom−1}, columns {@code left..right−1}. */
public record Rectangle(int top, int left, int bottom, int right) {}
