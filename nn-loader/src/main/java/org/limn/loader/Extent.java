package org.limn.loader;

import org.limn.autodiff.SettingException;

/** Height and width of an image, in pixels. */
public record Extent(int height, int width) {
    private static final int MOST = 1 << 14;

    public Extent {
        if (height < 1 || width < 1 || height > MOST || width > MOST) {
            throw new SettingException("an image has 1 to " + MOST + " pixels a side, got " + height + "x" + width);
        }
    }

    /**
     * {@code 224} for a square, or height and width, {@code 384x128}.
     *
     * @throws IllegalArgumentException if the text is neither
     */
    public static Extent parse(String text) {
        if (!text.matches("\\d{1,9}(x\\d{1,9})?")) {
            throw new SettingException(
                    "a size is a number of pixels, 224, or height and width, 384x128, got '" + text + "'");
        }
        int x = text.indexOf('x');
        int height = Integer.parseInt(x < 0 ? text : text.substring(0, x));
        return new Extent(height, x < 0 ? height : Integer.parseInt(text.substring(x + 1)));
    }

    /** {@code 384x128}: height and width. */
    @Override
    public String toString() {
        return height + "x" + width;
    }
}
