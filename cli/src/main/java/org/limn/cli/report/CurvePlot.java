package org.limn.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.limn.evaluation.Curve;

/**
 * Curves in one SVG, with axes and a legend. Lines differ in color, by Okabe and Ito's palette that color-blind people can tell
 * apart, and in their dashes, so that they differ on grey paper too.
 */
public final class CurvePlot {
    private static final List<String> COLORS =
            List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000");
    private static final List<String> DASHES = List.of("", "7 3", "2 3", "9 3 2 3");
    private static final int LEFT = 60;
    private static final int TOP = 40;
    private static final int WIDTH = 480;
    private static final int HEIGHT = 320;

    private CurvePlot() {}

    /**
     * A picture of curves.
     *
     * @param curves by what the legend calls them; at least one, all with the same axes
     */
    public static String svg(String title, Map<String, Curve> curves) {
        Curve first = curves.values().iterator().next();
        double[] x = range(curves.values().stream().map(Curve::x).toList());
        double[] y = range(curves.values().stream().map(Curve::y).toList());
        int height = Math.max(TOP + HEIGHT + 60, TOP + 20 * curves.size() + 20);
        List<String> svg = new ArrayList<>();
        int longest = curves.keySet().stream().mapToInt(String::length).max().orElse(0);
        int width = LEFT + WIDTH + 70 + 7 * longest;
        List<String> heading = wrapped(title, (width - LEFT) / 7);
        int down = 15 * (heading.size() - 1); // what the plot gives way to a long title
        svg.add(String.format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\""
                        + " font-family=\"sans-serif\" font-size=\"12\"><title>%s</title>",
                width, height + down, width, height + down, escaped(title)));
        svg.add("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>");
        for (int i = 0; i < heading.size(); i++) {
            svg.add(text(LEFT, 22 + 15 * i, "start", heading.get(i)));
        }
        svg.add("<g transform=\"translate(0 " + down + ")\">");
        for (int i = 0; i <= 4; i++) {
            double px = LEFT + WIDTH * i / 4.0, py = TOP + HEIGHT - HEIGHT * i / 4.0;
            svg.add(String.format(
                    Locale.ROOT,
                    "<path d=\"M%.1f %d v%d M%d %.1f h%d\" stroke=\"#dddddd\" fill=\"none\"/>",
                    px,
                    TOP,
                    HEIGHT,
                    LEFT,
                    py,
                    WIDTH));
            svg.add(text(px, TOP + HEIGHT + 18, "middle", number(x[0] + (x[1] - x[0]) * i / 4)));
            svg.add(text(LEFT - 6, py + 4, "end", number(y[0] + (y[1] - y[0]) * i / 4)));
        }
        svg.add(String.format(
                "<path d=\"M%d %d v%d h%d\" stroke=\"#000000\" fill=\"none\"/>", LEFT, TOP, HEIGHT, WIDTH));
        svg.add(text(LEFT + WIDTH / 2.0, TOP + HEIGHT + 40, "middle", first.xName()));
        svg.add(String.format(
                "<text transform=\"translate(16 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>",
                TOP + HEIGHT / 2, escaped(first.yName())));
        int k = 0;
        for (Map.Entry<String, Curve> e : curves.entrySet()) {
            StringBuilder path = new StringBuilder();
            for (int i = 0; i < e.getValue().x().length; i++) {
                path.append(String.format(
                        Locale.ROOT,
                        "%s%.1f %.1f",
                        i == 0 ? "M" : "L",
                        LEFT + WIDTH * (e.getValue().x()[i] - x[0]) / (x[1] - x[0]),
                        TOP + HEIGHT - HEIGHT * (e.getValue().y()[i] - y[0]) / (y[1] - y[0])));
            }
            String stroke = String.format(
                    "stroke=\"%s\" stroke-width=\"2\" stroke-dasharray=\"%s\" fill=\"none\"",
                    COLORS.get(k % COLORS.size()), DASHES.get(k % DASHES.size()));
            int line = TOP + 12 + 20 * k++;
            svg.add("<path d=\"" + path + "\" " + stroke + "/>");
            svg.add(String.format("<path d=\"M%d %d h28\" %s/>", LEFT + WIDTH + 16, line - 4, stroke));
            svg.add(text(LEFT + WIDTH + 50, line, "start", e.getKey()));
        }
        svg.add("</g>");
        svg.add("</svg>");
        return String.join("\n", svg) + "\n";
    }

    /** Lines of at most so many characters, broken after commas where there are some. */
    private static List<String> wrapped(String text, int longest) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (rest.length() > longest) {
            int comma = rest.lastIndexOf(',', longest - 1);
            int end = comma > 0 ? comma + 1 : longest;
            lines.add(rest.substring(0, end));
            rest = rest.substring(end);
        }
        lines.add(rest);
        return lines;
    }

    /** From 0 or the least to 1 or the greatest. */
    private static double[] range(List<double[]> all) {
        double least = 0, greatest = 1;
        for (double[] values : all) {
            for (double value : values) {
                least = Math.min(least, value);
                greatest = Math.max(greatest, value);
            }
        }
        return new double[] {least, greatest};
    }

    private static String text(double x, double y, String anchor, String text) {
        return String.format(
                Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, escaped(text));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
