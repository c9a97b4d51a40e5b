package org.limn.autodiff.device.gpu.tape;

import java.util.List;
import org.limn.autodiff.program.Instruction;
import org.limn.autodiff.program.Program;

/** A program with its tape and where on it each line is. */
public record Compiled(Program program, Tape tape, List<Line> lines) {
    /**
     * A line of the program.
     *
     * @param from its first pass
     * @param to the pass after its last
     * @param place where its result lies
     */
    public record Line(Instruction instruction, int from, int to, int place) {}

    /** The program, line by line, each with its place and its passes; then what frames them. */
    public String listing() {
        StringBuilder text = new StringBuilder();
        for (Line line : lines) {
            text.append(line.instruction).append('\n').append("    -> ").append(place(line.place));
            if (line.from == line.to) {
                text.append(line.place < 0 ? "" : ", no pass: another name for its input");
            }
            text.append('\n');
            passes(text, line.from, line.to);
        }
        text.append("results\n");
        int end = lines.isEmpty() ? 0 : lines.get(lines.size() - 1).to;
        passes(
                text,
                Math.max(end, tape.passes().size() - tape.tail()),
                tape.passes().size());
        return text.append("activations ")
                .append(tape.acts())
                .append(" floats, inputs ")
                .append(tape.inputs())
                .append(", results ")
                .append(tape.results())
                .append(", tape ")
                .append(tape.ints().length)
                .append(" ints\n")
                .toString();
    }

    private void passes(StringBuilder text, int from, int to) {
        for (int k = from; k < to; k++) {
            text.append("    pass ")
                    .append(k)
                    .append(": ")
                    .append(tape.passes().get(k).text())
                    .append('\n');
        }
    }

    private static String place(int place) {
        return place >= 0 ? "acts[" + place + "…]" : "weights, in the order each kernel wants";
    }
}
