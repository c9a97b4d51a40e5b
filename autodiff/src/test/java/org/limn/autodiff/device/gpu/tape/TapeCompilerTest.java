package org.limn.autodiff.device.gpu.tape;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.limn.autodiff.program.Parser;

/** Tapes of small programs, made without any device. */
class TapeCompilerTest {
    private static Tape tape(String program) {
        return TapeCompiler.compile(
                        Parser.parse(program, Map.of()),
                        (constant, order, numbers) -> 0,
                        TapeCompiler.DIRECT_BELOW,
                        Long.MAX_VALUE)
                .tape();
    }

    private static List<String> kinds(Tape tape) {
        return tape.passes().stream().map(p -> p.text().replaceAll(" .*", "")).toList();
    }

    @Test
    void aChainOfElementwiseOpsIsOnePassEach() {
        Tape tape = tape("""
                %0 @x : f32[4] = input
                %1 : f32[4] = exp @x
                %2 : f32[4] = mul %1, @x
                return y=%2
                """);
        assertThat(kinds(tape)).containsExactly("begin", "load", "map", "map", "store", "end");
    }

    @Test
    void aReshapeIsAnotherNameAndNoPass() {
        Tape tape = tape("""
                %0 @x : f32[4] = input
                %1 : f32[2,2] = reshape @x
                return y=%1
                """);
        assertThat(kinds(tape)).containsExactly("begin", "load", "store", "end");
    }

    @Test
    void anArrayThatNobodyReadsAnyMoreMakesRoomForAnother() {
        String line = "%%%d : f32[1600] = exp %%%d\n";
        StringBuilder program = new StringBuilder("%0 @x : f32[1600] = input\n");
        program.append("%1 : f32[1600] = exp @x\n");
        for (int k = 2; k < 10; k++) {
            program.append(String.format(line, k, k - 1));
        }
        assertThat(tape(program + "return y=%9\n").acts()).isLessThanOrEqualTo(2 * 1600 + 64);
    }

    @Test
    void thePassesThatBringResultsOutAreTheTail() {
        Tape tape = tape("""
                %0 @x : f32[4] = input
                %1 : f32[4] = relu @x
                return y=%1, x=%0
                """);
        assertThat(tape.tail()).isEqualTo(3);
        assertThat(tape.results()).isEqualTo(1 + 8);
    }
}
