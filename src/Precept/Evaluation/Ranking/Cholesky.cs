namespace Precept.Evaluation;

/// <summary>Linear equations with a symmetric, positive definite matrix.</summary>
internal static class Cholesky
{
    /// <summary>Solves A x = b.</summary>
    /// <param name="matrix">A, of which the lower triangle is read; it becomes the factor.</param>
    /// <param name="vector">b; it becomes x.</param>
    /// <returns>Whether the matrix is positive definite; if not, both hold nothing of use.</returns>
    public static bool TrySolve(double[,] matrix, double[] vector)
    {
        var n = vector.Length;
        for (var j = 0; j < n; j++)
        {
            for (var i = j; i < n; i++)
            {
                var sum = matrix[i, j];
                for (var k = 0; k < j; k++)
                {
                    sum -= matrix[i, k] * matrix[j, k];
                }

                if (i == j && !(sum > 0))
                {
                    return false;
                }

                matrix[i, j] = i == j ? Math.Sqrt(sum) : sum / matrix[j, j];
            }
        }

        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < i; k++)
            {
                vector[i] -= matrix[i, k] * vector[k];
            }

            vector[i] /= matrix[i, i];
        }

        for (var i = n - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < n; k++)
            {
                vector[i] -= matrix[k, i] * vector[k];
            }

            vector[i] /= matrix[i, i];
        }

        return true;
    }
}
