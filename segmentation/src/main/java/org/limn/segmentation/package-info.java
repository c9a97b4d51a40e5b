/** Regions of an image, and soft masks made of them. */
@org.jspecify.annotations.NullMarked
package org.limn.segmentation;
