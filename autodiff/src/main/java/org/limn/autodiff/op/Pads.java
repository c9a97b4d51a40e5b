package org.limn.autodiff.op;

/** Rows and columns added around an image; {@code 3x3} where opposite sides agree, else {@code top,left,bottom,right}: {@code 0x0x1x1}. */
public record Pads(int top, int left, int bottom, int right) {
    public static final Pads NONE = new Pads(0, 0, 0, 0);

    public static Pads of(int all) {
        return new Pads(all, all, all, all);
    }

    public static Pads parse(String text) {
        String[] p = text.split("x");
        int h = Integer.parseInt(p[0]), w = Integer.parseInt(p[1]);
        return p.length == 2 ? new Pads(h, w, h, w) : new Pads(h, w, Integer.parseInt(p[2]), Integer.parseInt(p[3]));
    }

    boolean nonNegative() {
        return top >= 0 && left >= 0 && bottom >= 0 && right >= 0;
    }

    @Override
    public String toString() {
        String pair = top + "x" + left;
        return top == bottom && left == right ? pair : pair + "x" + bottom + "x" + right;
    }
}
