namespace LinuxNetns.Netlink;

/// <summary>The rows of <see cref="SocketTable.EnumerateRows"/>, for one foreach loop.</summary>
public ref struct SocketRows
{
    private readonly SocketQuestions _questions;
    private Dump _dump;
    private int _question;

    internal SocketRows(SocketQuestions questions)
    {
        _questions = questions;
        _question = -1;
    }

    /// <summary>The row at hand.</summary>
    /// <exception cref="NetlinkException">It cannot be read (<see cref="Errno.EBADMSG"/>).</exception>
    public readonly SocketRow Current => new(_questions.KindOf(_question), _dump.Current);

    /// <summary>The loop's enumerator: this.</summary>
    public readonly SocketRows GetEnumerator() => this;

    /// <summary>Goes to the next row; from the last of a kind to the first of the next, which is asked for now.</summary>
    /// <exception cref="NetlinkDumpInterruptedException">Sockets came and went during every attempt.</exception>
    /// <exception cref="NetlinkException">The answer cannot be read (<see cref="Errno.EBADMSG"/>), or as with <see cref="SocketTable.List(SocketFilter?)"/>.</exception>
    public bool MoveNext()
    {
        while (true)
        {
            while (_dump.MoveNext())
            {
                if (_questions.Matches(_question, Current))
                {
                    return true;
                }
            }

            _dump.Dispose();
            _dump = default;
            if (_question + 1 >= _questions.Count)
            {
                return false;
            }

            _dump = _questions.Ask(++_question);
        }
    }

    /// <summary>Gives the buffer back.</summary>
    public void Dispose() => _dump.Dispose();
}
