package org.limn.loader.image;

import org.limn.autodiff.SettingException;

/**
 * How a photo of any size becomes the H×W pixels that a network takes. Resizing is Pillow's antialiased bilinear filter.
 *
 * @see Preprocessing
 */
public sealed interface Fit {
    /** Resized straight to H×W, whatever that does to the proportions: nothing of the photo is lost. */
    Fit STRETCH = new Stretch();

    /** torchvision's usual centre crop: 224 of 256 pixels. */
    Fit CROP = new CenterCrop(0.875);

    /** The photo at this size. */
    Image apply(Image photo, int height, int width);

    /**
     * {@code stretch} or {@code crop}.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static Fit named(String name) {
        return switch (name) {
            case "stretch" -> STRETCH;
            case "crop" -> CROP;
            default -> throw new SettingException("no fit is called '" + name + "'; there are stretch, crop");
        };
    }

    /** See {@link #STRETCH}. */
    record Stretch() implements Fit {
        @Override
        public Image apply(Image photo, int height, int width) {
            return photo.resized(width, height);
        }

        @Override
        public String toString() {
            return "stretch";
        }
    }

    /**
     * torchvision's {@code Resize(R)} and {@code CenterCrop(S)}: the shorter side becomes R = S/share, rounded, the longer one
     * ⌊R·long/short⌋; of that the middle S×S pixels are taken, the first at round((length − S)/2), ties to even. A crop that is
     * not square resizes for its longer side.
     *
     * @param share of the shorter side that is kept, 0 &lt; share ≤ 1: 224/256 = 0.875; Inception's 299/342 is within rounding
     */
    record CenterCrop(double share) implements Fit {
        /** Above, a share is so small that which pixel is the middle one does not matter. */
        private static final long EXACT = 1L << 53;

        public CenterCrop {
            if (!(share > 0 && share <= 1)) {
                throw new SettingException("a centre crop keeps a share above 0 and at most 1, got " + share);
            }
        }

        @Override
        public Image apply(Image photo, int height, int width) {
            long shorter = Math.round(Math.max(height, width) / share);
            int least = Math.min(photo.width(), photo.height()), most = Math.max(photo.width(), photo.height());
            long longer = shorter < EXACT / most ? shorter * most / least : (long) ((double) shorter * most / least);
            boolean wide = photo.width() > photo.height();
            long across = wide ? longer : shorter, down = wide ? shorter : longer;
            return Bilinear.window(
                    photo,
                    across,
                    down,
                    new Bilinear.Window(middle(across, width), middle(down, height), width, height));
        }

        @Override
        public String toString() {
            return "crop " + share;
        }

        private static long middle(long length, int part) {
            return (long) Math.rint((length - part) / 2.0);
        }
    }
}
