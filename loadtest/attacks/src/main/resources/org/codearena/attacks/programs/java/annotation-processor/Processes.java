import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.element.TypeElement;

/** Would be called by a compiler that finds it, and makes the compiler hang. */
@SupportedAnnotationTypes("*")
public class Processes extends AbstractProcessor {
    static boolean wasHere;

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        wasHere = true;
        while (true) {}
    }
}
