package org.limn.attribution;

import java.util.List;
import org.limn.autodiff.tensor.Tensor;

/**
 * What an explanation answers: why does this image score for this class?
 *
 * @param image f32[1,C,H,W]
 * @param target the class
 */
public record Question(Tensor image, int target) {
    public Question {
        if (image.shape().rank() != 4
                || image.shape().dim(0) != 1
                || image.shape().size() == 0) {
            throw new IllegalArgumentException(
                    "one image f32[1,C,H,W] is explained at a time, got f32" + image.shape());
        }
        if (target < 0) {
            throw new IllegalArgumentException("a target is a class number from 0, got " + target);
        }
    }

    /** The images of questions, f32[n,C,H,W]. */
    public static Tensor images(List<Question> questions) {
        return Images.concat(questions.stream().map(Question::image).toList());
    }

    /** The targets of questions. */
    public static int[] targets(List<Question> questions) {
        return questions.stream().mapToInt(Question::target).toArray();
    }
}
