/**
 * Photos: files of any common format into 8-bit RGB {@link org.limn.loader.image.Image}s, and those into what a network takes.
 *
 * <p>Two words with fixed meanings. A {@link org.limn.loader.image.Image} is what a decoder gives: 8 bits, red, green, blue,
 * any size, row by row. <em>An image</em>, everywhere else in Limn, is a tensor f32[1,3,H,W], RGB, values in [0,1] (byte / 255);
 * for a grey network f32[1,1,H,W], luma.
 * What lies between, {@link org.limn.loader.image.Preprocessing}, is a {@link org.limn.loader.image.Fit} (resize, crop: done
 * here, on bytes) and a normalization (numbers per channel: done by the first lines of the program).
 *
 * <p>Every file is taken as hostile: sizes are checked on the header before anything is allocated, and whatever is wrong
 * becomes an {@link org.limn.loader.image.ImageException} of one line. Read {@link org.limn.loader.image.Pictures} first.
 */
@org.jspecify.annotations.NullMarked
package org.limn.loader.image;
