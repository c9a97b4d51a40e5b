package org.limn.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.limn.attribution.CachingModel;
import org.limn.attribution.Cost;
import org.limn.attribution.Explainer;
import org.limn.attribution.Explanation;
import org.limn.attribution.Question;
import org.limn.attribution.Sampled;
import org.limn.attribution.ScoringModel;
import org.limn.attribution.gradient.Gradients;
import org.limn.attribution.region.Occlusion;
import org.limn.attribution.settings.Settings;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.cli.Limn;
import org.limn.cli.option.FailureException;
import org.limn.cli.option.Failures;
import org.limn.cli.option.Output;
import picocli.CommandLine;

class MethodRunnerTest {
    private static final ScoringModel FIRST = image -> Tensor.of(Shape.of(1, 1), image.data()[0]);

    /** A method with a bug. */
    private record Buggy() implements Explainer {
        @Override
        public List<Explanation> explain(ScoringModel model, List<Question> questions) {
            throw new IllegalArgumentException("a planted bug");
        }

        @Override
        public Cost cost(Tensor image) {
            return Cost.NONE;
        }
    }

    private static MethodRunner runner() {
        Output output = new Output();
        output.quiet = true;
        return new MethodRunner(FIRST, "my.onnx", Tensor.of(Shape.of(1, 1, 1, 2), 3, 4), 0, output);
    }

    @Test
    void itCountsWhatTheModelComputed() {
        MethodRunner.Result result = runner().run(new Occlusion(1, 1, 0));
        assertThat(result.explanation().attribution().data()).containsExactly(3, 0);
        assertThat(result.cost()).isEqualTo(new Cost(3, 0));
    }

    @Test
    void aMethodThatSamplesUntilItsErrorIsSmallSaysHowFarItIs() {
        List<Sampled> heard = new ArrayList<>();
        ScoringModel noisy = images -> Tensor.of(Shape.of(1, 1), images.data()[0] * images.data()[63]);
        ScoringModel watched = new CachingModel(new WatchedModel(noisy, () -> {}, heard::add));
        Explainer rise = Settings.parse(Explainer.class, "rise:error=0.02");
        Explanation found = rise.explain(watched, Tensor.of(Shape.of(1, 1, 8, 8), ones()), 0);
        int samples = found.segments().orElseThrow().samples();
        assertThat(heard).extracting(Sampled::samples).last().isEqualTo((long) samples);
        assertThat(heard).extracting(Sampled::error).last().satisfies(e -> assertThat(e)
                .isLessThanOrEqualTo(0.02));
        assertThat(heard).hasSize(samples / 100).allMatch(s -> s.wanted() == 0.02 && s.most() == 4000);
        assertThat(heard.get(0).expected()).isBetween(samples / 2L, samples * 2L);
    }

    private static float[] ones() {
        float[] ones = new float[64];
        Arrays.fill(ones, 1);
        return ones;
    }

    @Test
    void aMethodThatNeedsMoreThanTheModelHasIsAFailureThatNamesBoth() {
        assertThatThrownBy(() -> runner().run(new Gradients()))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("gradients cannot explain my.onnx")
                .hasMessageContaining("scores only");
    }

    @Test
    void aPlantedBugIsReportedAsADefect() {
        StringWriter err = new StringWriter();
        CommandLine command = new CommandLine(new Limn()).setErr(new PrintWriter(err));
        MethodRunner runner = runner();
        try {
            runner.run(new Buggy());
        } catch (RuntimeException e) {
            Failures.handle(e, command, false);
        }
        assertThat(err.toString())
                .contains("a defect of Limn")
                .contains("a planted bug")
                .contains("report it");
    }
}
