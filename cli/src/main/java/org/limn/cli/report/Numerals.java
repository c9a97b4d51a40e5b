package org.limn.cli.report;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.util.Locale;
import java.util.Map;
import java.util.StringTokenizer;

/**
 * Numbers drawn as strokes. Fonts differ from machine to machine, and a server may have none, on which AWT fails; these look
 * the same everywhere.
 *
 * <p>A character lies in a cell 6 wide and 10 high, y downwards; its path has M x y (go to), L x y (line) and Q x y x y
 * (quadratic curve). Cells are 8 apart, a point takes half.
 */
final class Numerals {
    private static final int CELL = 10;
    private static final int ADVANCE = 8;
    private static final Map<Character, String> PATHS = Map.ofEntries(
            Map.entry('0', "M 3 0 Q 6 0 6 5 Q 6 10 3 10 Q 0 10 0 5 Q 0 0 3 0"),
            Map.entry('1', "M 1 2 L 3.5 0 L 3.5 10"),
            Map.entry('2', "M 0.2 2.5 Q 0.5 0 3 0 Q 6 0 6 2.7 Q 6 4.6 3.5 6.6 L 0 10 L 6 10"),
            Map.entry(
                    '3',
                    "M 0.3 1.6 Q 1 0 3 0 Q 5.7 0 5.7 2.4 Q 5.7 4.7 2.5 4.7 Q 6 4.7 6 7.3 Q 6 10 3 10 Q 0.6 10 0 8.2"),
            Map.entry('4', "M 4.6 10 L 4.6 0 L 0 7 L 6 7"),
            Map.entry('5', "M 5.5 0 L 0.9 0 L 0.4 4.6 Q 1.5 3.7 3 3.7 Q 6 3.7 6 6.8 Q 6 10 2.9 10 Q 0.7 10 0 8.3"),
            Map.entry('6', "M 4.8 0 Q 0 2.5 0 6.8 Q 0 10 3 10 Q 6 10 6 7 Q 6 4 3.2 4 Q 0.7 4 0.1 6"),
            Map.entry('7', "M 0 0 L 6 0 L 2 10"),
            Map.entry(
                    '8',
                    "M 3 0 Q 5.6 0 5.6 2.3 Q 5.6 4.6 3 4.6 Q 0.4 4.6 0.4 2.3 Q 0.4 0 3 0"
                            + " M 3 4.6 Q 6 4.6 6 7.3 Q 6 10 3 10 Q 0 10 0 7.3 Q 0 4.6 3 4.6"),
            Map.entry('9', "M 1.2 10 Q 6 7.5 6 3.2 Q 6 0 3 0 Q 0 0 0 3 Q 0 6 2.8 6 Q 5.3 6 5.9 4"),
            Map.entry('-', "M 0.8 5.5 L 5.2 5.5"),
            Map.entry('+', "M 0.5 5.5 L 5.5 5.5 M 3 3 L 3 8"),
            Map.entry('.', "M 1.1 9.8 L 1.2 9.8"),
            Map.entry('e', "M 0.3 6.8 L 5.7 6.8 Q 5.7 3.8 3 3.8 Q 0.2 3.8 0.2 7 Q 0.2 10 3.1 10 Q 4.9 10 5.6 8.8"));

    private Numerals() {}

    /** A number in three digits: 0.0123, 12.3, 1.23e-7. */
    static String text(double value) {
        double size = Math.abs(value);
        if (value == 0) {
            return "0";
        } else if (size < 1e-3 || size >= 1e4) {
            return String.format(Locale.ROOT, "%.2e", value)
                    .replaceFirst("e([+-])0", "e$1")
                    .replace("e+", "e");
        }
        int decimals = Math.max(0, 2 - (int) Math.floor(Math.log10(size)));
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    static double width(String text, double height) {
        return (text.chars().map(Numerals::advance).sum() - (ADVANCE - 6)) * height / CELL;
    }

    /** Draws a number of this height with its left edge at x and its middle at y. */
    static void draw(Graphics2D graphics, String text, double x, double y, double height) {
        AffineTransform before = graphics.getTransform();
        graphics.translate(x, y - height / 2);
        graphics.scale(height / CELL, height / CELL);
        graphics.setStroke(new BasicStroke(1.1f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        for (char c : text.toCharArray()) {
            graphics.draw(path(PATHS.getOrDefault(c, "")));
            graphics.translate(advance(c), 0);
        }
        graphics.setTransform(before);
    }

    private static int advance(int c) {
        return c == '.' ? ADVANCE / 2 : ADVANCE;
    }

    private static Path2D path(String strokes) {
        Path2D path = new Path2D.Double();
        StringTokenizer tokens = new StringTokenizer(strokes);
        while (tokens.hasMoreTokens()) {
            switch (tokens.nextToken()) {
                case "M" -> path.moveTo(next(tokens), next(tokens));
                case "L" -> path.lineTo(next(tokens), next(tokens));
                default -> path.quadTo(next(tokens), next(tokens), next(tokens), next(tokens));
            }
        }
        return path;
    }

    private static double next(StringTokenizer tokens) {
        return Double.parseDouble(tokens.nextToken());
    }
}
